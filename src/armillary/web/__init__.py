"""The web app: a request is read, a page of `pages` finds what it shows, a template or JSON tells it.

Beside the command line it is the second door to the same functions. It reads a finished world and writes nothing.
"""
