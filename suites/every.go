package suites

import (
	"time"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// What the clocks of a cloud's hosts should differ by at most, and what they may: hosts
// that keep their time over the network are no further apart.
const (
	clockSkew  = time.Second
	mostSkewed = 5 * time.Second
)

// clocksApart is what the clocks of what stands in front of a cloud may differ by.
const clocksApart = 5 * time.Minute

// everyShown claims what holds for every action that is shown, whoever asked for
// it and why.
func everyShown(b *Book) {
	asked := anyShown()
	shown := asked.AndEvery(Shown())
	b.About("every action that is shown", func(s *Subject) {
		s.Must("show.body.is-one-json-document", shown, MatchContract())
		s.Must("show.body.matches-contract", shown, MatchContract())
		s.Must("show.body.has-no-other-keys", shown, MatchContract())
		s.Must("show.body.echoes-server-id", shown, HaveServerAsked("/instanceAction/instance_uuid"))
		s.Must("show.body.echoes-request-id", shown, HaveActionAsked("/instanceAction/request_id"))
		s.Must("show.complete.answers-agree", shown, MatchRecord())
		s.Must("show.visibility.alike-in-each-answer", shown, BeShownAlike())
		s.Must("show.body.no-message-before-failure", shown, HaveNoMessageBeforeFailure())
		s.Should("show.body.request-id-form", shown, HaveForm("/instanceAction/request_id", requestIDForm))
		s.May("show.body.action-is-upstreams", shown, HaveForm("/instanceAction/action", upstreamActions))
		s.Must("show.times.format", shown, MatchContract())
		s.Must("show.times.in-order", shown, HaveTimesInOrder(mostSkewed))
		s.Should("show.times.clocks-agree", shown, All(HaveTimesInOrder(clockSkew), HaveNewestEventsFirst(clockSkew)))
		s.Should("show.times.updated-last", shown, HaveUpdatedLast(clockSkew))
		s.Must("show.events.vocabulary", shown, MatchContract())
		s.Must("show.events.newest-first", shown, HaveNewestEventsFirst(mostSkewed))
		s.Must("show.events.unfinished-has-no-result", shown, HaveResultsOnlyWhenFinished())
		s.Must("show.events.only-failures-are-explained", shown, HaveDetailsOnlyOnFailure())
		s.Should("show.events.are-not-all-at-once", shown, HaveEventsOverTime())
		s.Should("show.events.each-is-shown-once", shown, HaveEachEventOnce())
		s.Must("show.events.finished-is-shown-once", shown, HaveFinishedEventsOnce())
		s.Must("show.body.null-is-no-word", shown,
			HaveNoWordForNull("/instanceAction/message", "/instanceAction/user_id", "/instanceAction/project_id", "/instanceAction/events/*/host",
				"/instanceAction/events/*/traceback", "/instanceAction/events/*/details"))
		s.Should("show.caching.what-goes-on-is-asked-again", shown, BeAskedAgainSoon())
		s.Must("show.events.failures-are-traced", shown, HaveTracebackOnFailure())
		s.Should("show.events.usual-steps", shown, HaveUsualSteps(usualSteps()))
		s.Should("show.events.unplaced-creation-has-its-step", shown,
			HaveFailedEvent("create", "compute__do_build_and_run_instance", "conductor_schedule_and_build_instances"))
	})
	b.About("every action, as an operator sees it", func(s *Subject) {
		shown := asked.Or(Show(cast.Foreign).AtEditions("2.1", "2.62", "2.84")).As(exchange.Admin).Or(cast.ActionsReadBy(exchange.Admin)).AndEvery(Shown().To(exchange.Admin))
		s.Must("show.events.hosts-are-hashed", shown, HaveHostHashes("{"+ProjectOf(exchange.Member)+"}"))
		s.Should("show.visibility.operator-sees-all", shown, HaveAllOperatorKeys())
	})
	b.About("every action, as a tenant sees it", func(s *Subject) {
		shown := Show(cast.Finished).Or(Show(cast.Failed)).AtEachEdition().
			Or(Show(cast.Running).AtMicroversions(atEvents()...)).
			As(exchange.Member).AndEvery(Shown().To(exchange.Member, exchange.Reader))
		s.Should("show.visibility.events-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events"))
		s.Should("show.visibility.traceback-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/traceback"))
		s.Should("show.visibility.host-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/host"))
		s.Should("show.visibility.details-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/details"))
	})
	b.About("every answer about an action", func(s *Subject) {
		own := Shown().Or(ToShow().Refused())
		answers := asked.Or(refusals()).AndEvery(own)
		s.Must("show.headers.request-id", answers, MatchContract())
		s.Must("show.headers.request-ids-agree", answers, HaveOneRequestID())
		s.Must("show.headers.content-type", answers, MatchContract().WhereJSON())
		s.Must("show.headers.content-length", answers, HaveAnnouncedLength())
		s.Must("show.headers.charset", answers, HaveTrueCharset())
		s.Must("show.headers.date", answers, MatchContract())
		s.Must("show.microversions.legacy-knows-none", Show(cast.Finished).OnLegacyPath().AndEvery(own.BelowLegacy()), HaveNoVersionHeaders())
		s.Must("show.safety.token-is-not-echoed", asked.Or(refusals()).Or(traced(Show(cast.Finished))).AndEvery(ToShow()), ContainNoToken())
		s.Must("show.caching.not-for-others", answers, HaveNoSharedCaching())
		s.Must("show.microversions.echoed", asked.AndEvery(Shown().Except(NamingVersion())), All(MatchContract(), HaveVersionEcho()))
		known := Shown().Or(ToShow().Refused().Having(exchange.VersionHeader)) // the microversion
		s.Must("show.microversions.vary", asked.Or(versionedRefusals()).AndEvery(known), All(HaveVersionVary(), MatchContract()))
	})
	b.About("every answer about an action or a list", func(s *Subject) {
		s.Should("show.headers.date-is-now", Show(cast.Finished).AndEvery(OfAction().Or(OfActions())), HaveCurrentDate(clocksApart))
	})
	b.About("every answer about an action or a list, in its coding", func(s *Subject) {
		s.Must("show.headers.content-encoding", Show(cast.Finished).OnEachPath().AndEvery(ToShow().Or(ToList())), HaveTrueEncoding())
	})
	b.About("every refusal for want of a token", func(s *Subject) {
		s.Must("show.authentication.missing-token-is-401", Show(cast.Finished).OnEachPath().As(exchange.Anonymous).AndEvery(ToShow().Unauthorized()), MatchContract())
		s.Must("list.authentication.missing-token-is-401",
			List(cast.Finished.Server).OnEachPath().As(exchange.Anonymous).Or(listInProjectWithoutToken()).AndEvery(ToList().Unauthorized()), MatchContract())
		s.Should("show.authentication.challenge-is-keystones",
			Show(cast.Finished).OnEachPath().As(exchange.Anonymous, exchange.Intruder).AndEvery(ToShow().Or(ToList()).Refused()), BeChallengedByKeystone())
	})
	b.About("every refusal to show an action", func(s *Subject) {
		refused := refusals().AndEvery(ToShow().Refused())
		s.Must("show.errors.match-contract", refused, MatchContract())
		either := refusals().Or(refusedListings()).AndEvery(ToShow().Or(ToList()).Refused())
		s.Must("show.errors.name-no-other-id", either, NameNoOtherID())
		s.Must("show.errors.tell-no-internals", either, Last(ContainNoInternals()))
		s.Must("show.microversions.echoed", versionedRefusals().AndEvery(ToShow().Negotiated()), All(MatchContract(), HaveVersionEcho()))
	})
}

// anyShown asks for actions in each way that is known to differ, so that a claim
// about every answer has some when nothing else is asked.
func anyShown() Ask {
	others := Show(cast.Finished).AtEditions("2.1", "2.50", "2.51", "2.84")
	return Show(cast.Finished).Or(Show(cast.Failed)).As(exchange.Member, exchange.Admin).AtEachEdition().
		Or(Show(cast.Running).As(exchange.Member, exchange.Admin, exchange.Reader).AtMicroversions(atEvents()...)).
		Or(Show(cast.Finished).With(otherAccepts()...)).
		Or(others.As(exchange.Reader)).Or(others.As(exchange.Bystander)).
		Or(inOwnProject().As(exchange.Member, exchange.Admin, exchange.Reader))
}

// traced asks for the request itself, which brings a made-up token: one that is
// secret may not be sent so (RFC 9110 section 9.3.8).
func traced(a Ask) Ask { return a.By("TRACE").As(exchange.Intruder) }

// anyListed does the same for lists.
func anyListed() Ask {
	list := List(cast.Finished.Server)
	return list.As(exchange.Member, exchange.Admin).AtEachEdition().
		Or(list.As(exchange.Reader, exchange.Bystander).AtEditions("2.1", "2.21", "2.51", "2.58")).
		Or(listInProject().As(exchange.Admin).At("2.1", "{"+TargetNewest+"}")).
		Or(list.As(exchange.Admin).InHeader(exchange.VersionHeader + ": compute latest")).
		Or(list.As(exchange.Admin).With("Accept: application/xml")).
		Or(list.As(exchange.Admin).OnLegacyPath().With(exchange.VersionHeader + ": compute 2.58")).
		Or(cast.LongestList("").At("2.57", cast.PagesSince)).
		Or(List(cast.Running.Server).Plus("?changes-since=2000-01-01T00:00:00Z", "?limit=1").At("{" + TargetNewest + "}")).
		Or(cast.ListsOfServers()).
		Or(cast.EachPage())
}

// everyListed claims the same of lists.
func everyListed(b *Book) {
	asked := anyListed()
	b.About("every list of actions", func(s *Subject) {
		listed := asked.AndEvery(Listed())
		s.Must("list.body.is-one-json-document", listed, MatchContract())
		s.Must("list.body.matches-contract", listed, MatchContract())
		s.Must("list.body.has-no-other-keys", listed, MatchContract())
		s.Should("list.paging.links-lead-to-the-target", cast.EachPage().AndEvery(Listed()), HaveLinksToTarget("/links/*/href"))
		s.Should("list.complete.ends-with-the-creation", listed, EndWithCreation())
		s.Must("list.complete.answers-agree", listed, MatchRecord())
		s.Must("list.complete.one-order", listed, MatchListOrder())
		s.Must("list.body.has-no-events", listed, HaveNothingAt("/instanceActions/*/events"))
		s.Must("list.body.names-its-server", listed, HaveServerAsked("/instanceActions/*/instance_uuid"))
		s.Must("list.times.format", listed, MatchContract())
		s.Must("list.order.newest-first", listed, HaveNewestActionsFirst(recordingTime))
		s.Must("list.microversions.echoed", asked.AndEvery(Listed().Except(NamingVersion())), All(MatchContract(), HaveVersionEcho()))
	})
	b.About("every answer to who lists actions", func(s *Subject) {
		own := Listed().Or(ToList().Refused())
		answers := asked.Or(refusedListings()).AndEvery(own)
		s.Must("list.headers.request-id", answers, MatchContract())
		s.Must("list.headers.request-ids-agree", answers, HaveOneRequestID())
		s.Must("list.headers.content-type", answers, MatchContract().WhereJSON())
		s.Must("list.headers.content-length", answers, HaveAnnouncedLength())
		s.Must("list.headers.charset", answers, HaveTrueCharset())
		s.Must("list.headers.date", answers, MatchContract())
		s.Must("list.microversions.legacy-knows-none", List(cast.Finished.Server).OnLegacyPath().AndEvery(own.BelowLegacy()), HaveNoVersionHeaders())
		s.Must("list.safety.token-is-not-echoed",
			asked.Or(refusedListings()).Or(traced(List(cast.Finished.Server))).AndEvery(ToList()), ContainNoToken())
		s.Must("list.caching.not-for-others", answers, HaveNoSharedCaching())
		known := Listed().Or(ToList().Refused().Having(exchange.VersionHeader)) // the microversion
		s.Must("list.microversions.vary", asked.Or(versionedListRefusals()).AndEvery(known), All(HaveVersionVary(), MatchContract()))
	})
	b.About("every refusal to list actions", func(s *Subject) {
		s.Must("list.errors.match-contract", refusedListings().AndEvery(ToList().Refused()), MatchContract())
		s.Must("list.microversions.echoed", versionedListRefusals().AndEvery(ToList().Negotiated()), All(MatchContract(), HaveVersionEcho()))
	})
}
