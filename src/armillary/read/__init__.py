"""The room that reads: who did and said what to whom, sentence by sentence, in the original language."""
