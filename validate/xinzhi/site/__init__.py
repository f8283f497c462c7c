"""A package as a static site in two languages: pages made from the datasets alone, which need no script, no server and
no network.

What pages there are is said by the package's domain (`Domain.site` names the module whose `SITE` is a `model.Site`).
"""
