"""The papers: snapshot → document. Whom they address, what stands where, in which words.

A citizen is 您 on paper. A line whose fact does not exist is left out, never left blank.
"""

from app.printing.slips.composing import compose as compose
