package suites

// subjects lists what the claims are declared by, in the order in which they
// are reported. A new file of claims is entered here.
func subjects() []func(*book) {
	return []func(*book){
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
