"""Who a resident is, said by the electronic identity system. Here: the demo's stand-in; an OpenID Connect client takes its place."""
