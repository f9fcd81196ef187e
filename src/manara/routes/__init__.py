"""Places, legs of the route and what happened where: the map, the gazetteer and the incidents beside it."""
