"""What a hand meant: each of its habits understood once, as a fault, a right form, or a doubt.

The examination asks of the lines that are not plainly right, before Beancount; the
translation of its messages asks of those that it refused; `ptce verifier --corriger`
writes again what is sure.
"""
