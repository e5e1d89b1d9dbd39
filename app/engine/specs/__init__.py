"""What each element of a diagram does when a case reaches it. Built once for all cases (`reading`); the cases run over them (`running`)."""
