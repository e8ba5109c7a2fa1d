# Milepost: see README.md. Only Go, Node.js with npm, and make are needed.
GO      ?= go
NPM     ?= npm
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
THEME   := themes/default
ASSETS  := $(THEME)/assets/site.js
NOTICES := $(THEME)/assets/notices.txt
SCRIPTS := $(THEME)/assets/ssr.qjs

.PHONY: bin assets serve build test fuzz test-long lint bench bench-readers bench-search bench-truth bench-peers bench-scale release clean

bin: assets
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/milepost ./cmd/milepost

# The scripts and style sheets that the binary embeds; built only when their sources changed.
assets: $(ASSETS) $(NOTICES) $(SCRIPTS)
$(ASSETS): $(THEME)/node_modules/.stamp $(THEME)/build.mjs $(wildcard $(THEME)/src/*) $(wildcard $(THEME)/src/*/*) $(wildcard $(THEME)/css/*)
	cd $(THEME) && $(NPM) run --silent build
	touch $@
$(NOTICES): $(ASSETS) go.mod go.sum tools/notices/main.go
	$(GO) run ./tools/notices -npm $(THEME)/assets/licenses.txt -out $@
# The scripts that run while a site is built, compiled: the first chart of a build need not wait for that.
$(SCRIPTS): $(ASSETS) go.sum generator/script/compiled.go tools/compile/main.go
	CGO_ENABLED=0 $(GO) run -trimpath ./tools/compile $(THEME)/assets/ssr.js $(THEME)/assets/tex.js
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

# Runs each fuzz target whose name or package matches TARGET for FUZZTIME, one after the other:
# make fuzz TARGET=sheet FUZZTIME=5m. An input that fails is kept in testdata/fuzz of its package;
# make test runs it from then on. The other targets still run. Go makes an input that reaches new
# code shorter: we allow ten tries, with which FuzzParts ran 1,024 inputs in ten seconds; with 5 s
# for each input, it ran 42.
FUZZTIME ?= 10m
TARGET   ?= .
fuzz:
	@failed=; for file in $$(grep -rlE '^func Fuzz' --include='*_test.go' generator cmd | sort); do \
		for target in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file"); do \
			echo "$$target in $$(dirname "$$file")" | grep -E '$(TARGET)' || continue; \
			$(GO) test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$target\$$" -parallel 1 -fuzzminimizetime 10x -fuzztime $(FUZZTIME) || failed="$$failed $$target"; \
		done; \
	done; test -z "$$failed" || { echo "found something:$$failed"; exit 1; }

# Takes hours: the fuzz targets, then, under the race detector, all tests of the packages that
# several goroutines or requests at once go through. Costs and charts are left out (sheet,
# markdown, chart, script): the race detector stretches their time and memory too much.
test-long: bin fuzz
	$(GO) test -race -count=1 -timeout 2h ./generator ./generator/deploy ./generator/publish ./generator/serve ./generator/source ./generator/watch ./cmd/...

lint: assets
	@test -z "$$(gofmt -s -l cmd generator themes bench tools 2>/dev/null)" || { gofmt -s -l cmd generator themes bench tools; exit 1; }
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./cmd/... ./generator/...
	$(GO) mod tidy -diff
	$(GO) tool staticcheck ./...
	$(GO) test -race -short -timeout 60m ./generator/...

# Static programs with everything embedded, so that their users need neither Go nor Node, and checksums.
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

# How serve answers many readers at once, beside nginx where that is installed.
bench-readers: bin
	$(GO) run ./bench/readers -pages 300
	$(GO) run ./bench/readers -pages 10000

# Builds and edits beside the floor, Hugo v0.165.0, Eleventy and, up to 2,000 pages, Rspress, in one run.
bench-peers: bin
	$(GO) build -o bin/floor ./bench/floor
	test -x bin/hugo || GOBIN=$(CURDIR)/bin $(GO) install github.com/gohugoio/hugo@v0.165.0
	cd bench/peers && $(NPM) ci --no-audit --no-fund || echo "without Eleventy and Rspress"
	$(GO) run ./bench/peers

# How time and memory grow with the pages. 100,000 pages take some minutes and 5 GB of disk.
bench-scale: bin
	$(GO) run ./bench/peers -scale 1000,10000,100000 -rounds 1

# The search beside Pagefind 1.6 over the same pages, in one browser. PAGES=N: so many
# generated pages; CONTENT=DIR: the pages of this folder instead.
bench-search: bin
	npm --prefix bench/search ci --no-audit --no-fund
	$(GO) run ./bench/search $(if $(CONTENT),-content $(CONTENT),-pages $(or $(PAGES),1000))

# Draws thousands of queries from the text of a site, asks its search in Node, and lists
# what that misses. QUERIES=N: so many; CONTENT and PAGES as above.
bench-truth: bin
	$(GO) run ./bench/search -truth $(or $(QUERIES),5000) $(if $(CONTENT),-content $(CONTENT),-pages $(or $(PAGES),1000))

clean:
	rm -rf bin dist public $(THEME)/assets/*.js $(THEME)/assets/*.qjs $(THEME)/assets/*.css $(THEME)/assets/*.svg
