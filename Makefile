# Milepost: see README.md. Nothing but Go, Node.js with npm, and make is needed.
GO      ?= go
NPM     ?= npm
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
THEME   := themes/default
ASSETS  := $(THEME)/assets/site.js
NOTICES := $(THEME)/assets/notices.txt

.PHONY: bin assets serve build test fuzz test-long lint bench bench-readers bench-search bench-truth bench-peers bench-scale release clean

bin: assets
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/milepost ./cmd/milepost

# The scripts and styles that the binary embeds; built only when their sources changed.
assets: $(ASSETS) $(NOTICES)
$(ASSETS): $(THEME)/node_modules/.stamp $(THEME)/build.mjs $(wildcard $(THEME)/src/*) $(wildcard $(THEME)/src/*/*) $(wildcard $(THEME)/css/*)
	cd $(THEME) && $(NPM) run --silent build
	touch $@
$(NOTICES): $(ASSETS) go.mod go.sum tools/notices/main.go
	$(GO) run ./tools/notices -npm $(THEME)/assets/licenses.txt -out $@
$(THEME)/node_modules/.stamp: $(THEME)/package-lock.json
	cd $(THEME) && $(NPM) ci --no-audit --no-fund
	touch $@

# make serve ADDR=:9000 for another address.
serve: bin
	bin/milepost serve $(if $(ADDR),--addr $(ADDR))

build: bin
	bin/milepost build

test: bin
	cd $(THEME) && $(NPM) run --silent check
	$(GO) vet ./...
	$(GO) test -timeout 60m ./...

# Each fuzz target for FUZZTIME, one at a time, and only those whose name or package matches TARGET:
# make fuzz TARGET=sheet FUZZTIME=5m. What a target finds is kept in its testdata/fuzz and is run by
# make test from then on. The others go on when one has found something. An input that
# reaches something new is made shorter in ten tries: with 5 s for each, FuzzParts came to
# 42 inputs in ten seconds, with ten tries to 1,024.
FUZZTIME ?= 10m
TARGET   ?= .
fuzz:
	@failed=; for file in $$(grep -rlE '^func Fuzz' --include='*_test.go' generator cmd | sort); do \
		for target in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file"); do \
			echo "$$target in $$(dirname "$$file")" | grep -E '$(TARGET)' || continue; \
			$(GO) test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$target\$$" -parallel 1 -fuzzminimizetime 10x -fuzztime $(FUZZTIME) || failed="$$failed $$target"; \
		done; \
	done; test -z "$$failed" || { echo "found something:$$failed"; exit 1; }

# What takes hours: the fuzz targets, then everything that -short leaves out, under the race detector.
test-long: bin fuzz
	$(GO) test -race -count=1 -timeout 2h ./generator ./generator/publish ./generator/serve ./generator/source ./generator/watch ./cmd/...

lint: assets
	@test -z "$$(gofmt -s -l cmd generator themes bench tools 2>/dev/null)" || { gofmt -s -l cmd generator themes bench tools; exit 1; }
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./cmd/... ./generator/...
	$(GO) mod tidy -diff
	$(GO) tool staticcheck ./...
	$(GO) test -race -short -timeout 60m ./generator/...

# Static programs with everything embedded, for those who have no Go and no Node, with checksums.
RELEASES := linux-amd64 linux-arm64 windows-amd64 darwin-arm64
release: assets $(addprefix dist-,$(RELEASES))
	cd dist && sha256sum milepost-* >SHA256SUMS && cat SHA256SUMS
	MILEPOST_DIST=$(CURDIR)/dist $(GO) test -count=1 -run '^TestRelease$$' -v ./cmd/milepost

dist-%: assets
	@mkdir -p dist
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) $(GO) build -trimpath -ldflags "$(LDFLAGS)" \
		-o dist/milepost-$*$(if $(findstring windows,$*),.exe) ./cmd/milepost

bench: bin
	$(GO) run ./bench/build -pages 1000

# Many readers at once, beside nginx where it is installed.
bench-readers: bin
	$(GO) run ./bench/readers -pages 300
	$(GO) run ./bench/readers -pages 10000

# Beside Hugo v0.165.0, the floor, Eleventy and Rspress (up to 2,000 pages), in one run.
bench-peers: bin
	$(GO) build -o bin/floor ./bench/floor
	test -x bin/hugo || GOBIN=$(CURDIR)/bin $(GO) install github.com/gohugoio/hugo@v0.165.0
	cd bench/peers && $(NPM) ci --no-audit --no-fund || echo "without Eleventy and Rspress"
	$(GO) run ./bench/peers

# How time and memory grow with the pages; the largest takes half an hour and 10 GB of disk.
bench-scale: bin
	$(GO) run ./bench/peers -scale 1000,10000,100000 -rounds 1

# Beside Pagefind 1.6 over the same pages, in one browser. CONTENT=DIR for other
# pages than generated ones, PAGES=N for how many of those.
bench-search: bin
	npm --prefix bench/search ci --no-audit --no-fund
	$(GO) run ./bench/search $(if $(CONTENT),-content $(CONTENT),-pages $(or $(PAGES),1000))

# Thousands of queries drawn from the text of a site, put to its search in Node, and
# what that misses. CONTENT and PAGES as above, QUERIES=N for how many.
bench-truth: bin
	$(GO) run ./bench/search -truth $(or $(QUERIES),5000) $(if $(CONTENT),-content $(CONTENT),-pages $(or $(PAGES),1000))

clean:
	rm -rf bin dist public $(THEME)/assets/*.js $(THEME)/assets/*.css $(THEME)/assets/*.svg
