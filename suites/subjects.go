package suites

import (
	. "github.com/osact/osact/suites/claim"
)

// Subjects lists what the claims are declared by, in the order in which they
// are reported. A new file of claims is entered here.
func Subjects() []func(*Book) {
	return []func(*Book){
		shape,
		timing,
		events,
		visibility,
		roles,
		microversions,
		headers,
		authentication,
		tenancy,
		legacy,
		initiator,
		deletion,
		errorAnswers,
		routing,
		listing,
		refusedLists,
		agreement,
		paging,
		changes,
		listsOfOthers,
		listsByRole,
		listsInOtherWords,
		laterPages,

		lifecycle,
		neighbours,
		parameters,
		negotiation,
		concurrency,
		caching,
		versions,
	}
}
