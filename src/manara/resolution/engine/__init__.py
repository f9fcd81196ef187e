"""Pure weighing of what is found and said: what was asked, how alike it is, which value weighs more, how ties are drawn."""
