"""What is missing in a case and which elements an offence has: pure rules, readable by who answers for them."""
