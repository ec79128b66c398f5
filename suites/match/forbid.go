package match

import (
	"net/http"

	"github.com/osact/osact/openapi"
)

// HaveEqualBodiesOrBeForbidden demands of two answers what HaveEqualBodies does, but for what
// one of them alone has at the given places, or that the second is a 403 whose
// message holds the given words: the name of a rule.
func HaveEqualBodiesOrBeForbidden(rule string, apart ...string) Check {
	return orForbid(func(s *Scene) []openapi.Violation {
		docs, wrong := documents(s)
		if wrong != nil {
			return wrong
		}
		c := comparison{gains: apart, losses: apart}
		c.values(nil, docs[0], docs[1])
		return c.wrong
	}, rule)
}

// HaveEqualListsOrBeForbidden demands of two answers what HaveEqualLists does, or the same
// 403 as the second.
func HaveEqualListsOrBeForbidden(rule string) Check {
	return orForbid(HaveEqualLists(), rule)
}

func orForbid(alike Check, rule string) Check {
	forbidden := HaveFault(http.StatusForbidden, "forbidden", rule)
	return func(s *Scene) []openapi.Violation {
		if s.Answers[1].Response.Status != http.StatusForbidden {
			return alike(s)
		}
		refusal := *s
		refusal.Answers = s.Answers[1:]
		return forbidden(&refusal)
	}
}
