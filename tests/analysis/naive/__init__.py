"""A slow IAM evaluator, written from AWS's pages alone: the sentences of the pages as code.

It shares the model's types with the evaluator that it judges, and nothing else.
"""
