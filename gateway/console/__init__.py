"""What does an operator ask and see? Checks, trials, questions, figures and the page; none of them changes a ticket."""
