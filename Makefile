# osact: judge an OpenStack Compute API by its instance actions.

SHELL := /bin/bash
.DEFAULT_GOAL := help
GO    ?= go
TOOLS := $(GO) tool -modfile=.tools/go.mod
ARGS  ?=

.PHONY: help
help: ## Print what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build bin/osact
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o bin/osact ./runner/osact

# What tells osact of another cloud than the one that it brings along.
ELSEWHERE := $(foreach v,$(filter OS_CLOUD OSACT_TARGET OSACT_AS OSACT_PROFILE OSACT_TOKEN_%,$(.VARIABLES)),-u $(v))
.PHONY: run
run: build ## Judge the reference cloud; ARGS='--target https://cloud:8774' judges another
	$(if $(strip $(ARGS)),,$(if $(ELSEWHERE),env $(ELSEWHERE) ))./bin/osact run $(ARGS)

# Tests, and the compiler before them, make much garbage for a short while: to collect it
# less often saves an eighth of the time. Nobody debugs these binaries: to link them without
# tables for that takes half as long. make lint vets them.
test race: export GOGC := $(or $(GOGC),400)
TESTS := -vet=off -ldflags '-s -w'

.PHONY: test
test: ## Run every test
	$(GO) test $(TESTS) -timeout 20m ./...

.PHONY: uncovered
uncovered: ## Write openapi/uncovered.yaml anew, and keep its reasons
	$(GO) test -count=1 ./fixtures/faults -run TestEveryFaultIsReported -args -update

.PHONY: power
power: ## Choose the questions of the profile smoke anew, and measure what it and tenant report
	$(GO) test -count=1 -timeout 30m ./runner/power -run TestPower -v -args -update

.PHONY: matrix
matrix: ## Write runner/dictionary/matrix.gz anew: what each fault makes of the requirements
	$(GO) test -count=1 -timeout 60m ./runner/dictionary -run TestMatrix -v -args -update

# Where the same is done hundreds of times over, some stand for all under the detector: see
# fixtures/faults/race_test.go. make test does it all.
.PHONY: race
race: ## Run the tests under the race detector, but for those that start the binary, which has none
	$(GO) test -race $(TESTS) -timeout 40m $$($(GO) list ./... | grep -v '/runner/osact$$')

.PHONY: lint
lint: ## Check formatting, vet, staticcheck, and that go.mod is tidy
	@unformatted=$$($(TOOLS) gofumpt -l $$(git ls-files '*.go')); \
	  test -z "$$unformatted" || { echo "make fmt would change:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(TOOLS) staticcheck ./...
	cd .tools && $(GO) vet ./... && $(GO) tool staticcheck ./...
	$(GO) mod tidy -diff

.PHONY: lint-scripts
lint-scripts: ## Check shell and Python (shellcheck, pyflakes3)
	shellcheck .ci/run .ci/certificate .dist/{build,check,run-container,run-emulated,run-image,version} runner/ci/readback/check fixtures/browser/install fixtures/clients/install fixtures/fronts/install fixtures/nova/{nova,footprint,*.sh,*/*.sh}
	pyflakes3 fixtures runner/ci

.PHONY: fmt
fmt: ## Format the code
	$(TOOLS) gofumpt -w $$(git ls-files '*.go')

.PHONY: bench
bench: build ## Run the benchmarks, and measure the binary
	$(GO) test -run '^$$' -bench . -benchmem ./...
	@echo "size of the stripped binary: $$(stat -c %s bin/osact) bytes"
	@dir=$$(mktemp -d) && trap 'rm -rf $$dir' EXIT && TIMEFORMAT='embedded run: %R s' && time ./bin/osact run --out $$dir >/dev/null

FUZZTIME ?= 30s
.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME
	@set -e; packages=$$($(GO) list ./...); for pkg in $$packages; do \
	  listed=$$($(GO) test -list '^Fuzz' $$pkg); \
	  for target in $$(grep '^Fuzz' <<<"$$listed" || true); do \
	    echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
	  done; done

# A mutant is killed where a test of its own package fails; whoever lived is listed. A cached result or a
# tight time would count as "timed out" and tell nothing.
MUTATED := ./openapi ./suites/exchange ./suites/match ./suites/claim ./suites/plan ./suites/judge
.PHONY: mutate
mutate: ## Change one operator at a time, and list what no test notices, in hours; MUTATED=./suites/plan of this package alone
	@set -e; for pkg in $(MUTATED); do \
	  echo "== $$pkg"; \
	  GOFLAGS=-count=1 $(TOOLS) gremlins unleash --workers 1 --timeout-coefficient 30 --output-statuses ltv $$pkg; \
	done

.PHONY: certificate
certificate: build ## Verify certificates by the commands of runner/README.md (Debian: openssl, openssh-client, jq)
	./.ci/certificate

.PHONY: readback
readback: build ## Have what reads osact's formats in pipelines read them back (Debian)
	runner/ci/readback/check

.PHONY: report-browser
report-browser: build ## Read report.html in headless Chromium (Debian); PAGES=dead one page
	./fixtures/browser/install
	./fixtures/browser/run.js out/browser $(PAGES)

.PHONY: clients
clients: build ## Have foreign clients read what osact records of the reference cloud
	./fixtures/clients/install
	./fixtures/clients/run.py

.PHONY: clients-given
clients-given: build ## The same of the cloud whose clouds.yaml OS_CLIENT_CONFIG_FILE names
	./fixtures/clients/install
	./fixtures/clients/run.py --given

.PHONY: fronts
fronts: build ## Judge the reference cloud behind nginx, HAProxy, Apache, Varnish and Caddy (Debian); FRONTS=caddy-plain behind one
	./fixtures/fronts/install
	./fixtures/fronts/run.py --out out/fronts $(FRONTS)

.PHONY: dist
dist: ## Make the files of a release from the commit at hand, into out/dist
	.dist/build out/dist
	@cd out/dist && ls -l

.PHONY: dist-check
dist-check: ## Make them twice, compare, and try package and image (Debian, root); PLATFORMS='linux/amd64' of these alone
	.dist/check $(PLATFORMS)

# A real Nova: fixtures/nova/nova tells what can be set.
export RELEASE NOVA_DIR NOVA_NAMESPACE
NOVA := fixtures/nova/nova
.PHONY: nova
nova: ## Bring up a real Nova on loopback (Debian, root); RELEASE=trixie another one
	$(NOVA) install
	$(NOVA) up
	$(NOVA) seed

.PHONY: nova-run
nova-run: build ## Judge the real Nova behind each front end, with both policies
	$(NOVA) judge bin/osact out/nova

.PHONY: nova-clients
nova-clients: build ## Have foreign clients read the real Nova, and run Tempest's tests on it
	./fixtures/clients/install
	$(NOVA) exec fixtures/clients/run.py --given

# A run writes, and takes ten times as long as with the reference cloud: one configuration of each.
NOVA_FRONTS := nginx-prefix haproxy-prefix apache-prefix varnish-prefix varnish-caching caddy-prefix
.PHONY: nova-fronts
nova-fronts: build ## Judge the real Nova behind them; FRONTS=caddy-plain behind one
	./fixtures/fronts/install
	$(NOVA) exec fixtures/fronts/run.py --given http://127.0.0.1:8774 --out out/nova-fronts $(or $(FRONTS),$(NOVA_FRONTS))

.PHONY: nova-down
nova-down: ## Stop the real Nova, and remove all but this machine's packages
	$(NOVA) down --purge

.PHONY: nova-all
nova-all: ## Bring up, judge and remove four releases, one after the other
	@failed=; for release in bullseye bookworm trixie sid; do \
	  own="RELEASE=$$release $(if $(NOVA_DIR),NOVA_DIR=$(NOVA_DIR)/$$release)"; \
	  $(MAKE) $$own nova nova-run || failed="$$failed $$release"; \
	  $(MAKE) $$own nova-down || failed="$$failed $$release"; \
	done; test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

.PHONY: nova-table
nova-table: ## Write what nova-run found into fixtures/nova/README.md
	/usr/bin/env python3 fixtures/nova/table.py out/nova fixtures/nova/README.md

.PHONY: clean
clean: ## Remove what make built and what runs wrote
	rm -rf bin out
