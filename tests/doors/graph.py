"""Reads a JSON-LD file with rdflib, writes and reads it again as Turtle, checks it against shapes, and prints JSON."""

import json
import sys

from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, SDO

KNOWN = [DCAT, DCTERMS, FOAF, PROV, SDO]
NEW_IN_DCAT_3 = {URIRef(f"{DCAT}version")}  # rdflib knows DCAT 2

file, shapes = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
graph = Graph().parse(file, format="json-ld", publicID="https://example.org/release/")
again = Graph().parse(data=graph.serialize(format="turtle"), format="turtle")
terms = {p for p in graph.predicates()} | {o for o in graph.objects(None, RDF.type) if isinstance(o, URIRef)}
unknown = [str(t) for t in terms - NEW_IN_DCAT_3 for space in KNOWN if str(t).startswith(str(space)) and t not in space]
conforms, _, text = validate(graph, shacl_graph=shapes) if shapes else (True, None, "")
types: dict[str, int] = {}
for found in graph.objects(None, RDF.type):
    types[str(found)] = types.get(str(found), 0) + 1
json.dump(
    {"same": isomorphic(graph, again), "unknown": unknown, "conforms": conforms, "text": text, "types": types},
    sys.stdout,
)
