package markdown

import (
	"strings"
	"sync"
)

// languages maps each name of a language to how it is scanned. Built once; a
// new language is one entry.
var languages = sync.OnceValue(func() map[string]*language {
	double := quoting{`"`, `"`, true, false}
	single := quoting{`'`, `'`, true, false}
	raw := quoting{"`", "`", false, true}
	triple := quoting{`"""`, `"""`, true, true}
	cLike := [][2]string{{"/*", "*/"}}
	slashes := []string{"//"}
	hash := []string{"#"}

	all := map[string]*language{}
	add := func(names string, l language) {
		for _, n := range strings.Fields(names) {
			all[n] = &l
		}
	}

	shell := language{scan: code, line: hash, spaced: true, quotes: []quoting{{`"`, `"`, true, true}, {`'`, `'`, false, true}, {"`", "`", true, true}},
		variable: "$", option: true, dash: true, words: classes(
			"k", "if then else elif fi for in do done while until case esac function select return exit break continue local export readonly declare set unset shift trap source",
			"nb", "echo printf cd pwd ls cat cp mv rm mkdir rmdir chmod chown ln find grep egrep sed awk cut sort uniq head tail wc xargs tee tar gzip unzip curl wget ssh scp rsync "+
				"sudo su systemctl service journalctl docker docker-compose kubectl helm git make mvn gradle npm yarn pip python python3 java go mysql mysqldump psql redis-cli ps kill top df du free "+
				"netstat ss ping telnet nc date sleep read test eval exec nohup crontab apt yum dnf rpm vi vim touch basename dirname env which alias",
			"kc", "true false")}
	add("bash sh shell zsh ksh", shell)
	shell.scan = console
	add("console shell-session sh-session bash-session terminal", shell)

	add("powershell ps1 pwsh posh", language{scan: code, line: hash, block: [][2]string{{"<#", "#>"}}, quotes: []quoting{{`"`, `"`, false, true}, {`'`, `'`, false, true}},
		variable: "$", option: true, dash: true, fold: true, words: classes(
			"k", "if else elseif for foreach while do until switch function param return break continue try catch finally throw in begin process end filter class enum using",
			"nb", "write-host write-output get-item get-childitem set-item new-item remove-item copy-item move-item get-service start-service stop-service restart-service get-process "+
				"stop-process invoke-webrequest invoke-restmethod get-content set-content select-object where-object foreach-object sort-object import-module set-location test-path")})
	add("bat batch cmd dosbatch", language{scan: code, line: []string{"::", "REM ", "rem "}, quotes: []quoting{{`"`, `"`, false, false}}, variable: "%", fold: true, words: classes(
		"k", "if else for in do goto call exit not exist errorlevel defined setlocal endlocal set shift pause",
		"nb", "echo cd dir copy xcopy robocopy move del rd md mkdir ren type start net sc taskkill tasklist ping ipconfig")})

	add("sql mysql postgresql postgres plsql tsql oracle hive sqlite mariadb pgsql", language{scan: code, line: []string{"--", "#"}, spaced: true, block: cLike, fold: true, calls: true, variable: "@",
		quotes: []quoting{{`'`, `'`, true, true}, {`"`, `"`, false, true}, raw}, words: classes(
			"k", "select from where and or not in is like between exists group by order having limit offset union all distinct as on join inner left right full outer cross using insert into values "+
				"update set delete create table index view database schema user alter drop add column primary key foreign references constraint unique default check if begin end commit rollback "+
				"transaction start grant revoke to with recursive case when then else asc desc explain analyze show use describe truncate replace procedure function returns return declare cursor "+
				"trigger for each row before after partition over window rows range engine charset character collate comment auto_increment temporary cascade restrict lock tables unlock global session variables",
			"kt", "int integer bigint smallint tinyint decimal numeric float double real char varchar varchar2 nvarchar text longtext mediumtext blob date time datetime timestamp year boolean bool json jsonb uuid serial bit number clob",
			"kc", "null true false current_timestamp current_date")})

	java := "abstract assert break case catch class const continue default do else enum extends final finally for goto if implements import instanceof interface native new package private " +
		"protected public return static strictfp super switch synchronized this throw throws transient try void volatile while var record sealed permits yield"
	add("java", language{scan: code, line: slashes, block: cLike, quotes: []quoting{triple, double, single}, at: true, calls: true, words: classes(
		"k", java, "kt", "boolean byte char double float int long short String Integer Long Double Boolean Object List Map Set", "kc", "true false null")})
	add("kotlin kt kts", language{scan: code, line: slashes, block: cLike, quotes: []quoting{triple, double, single}, at: true, calls: true, words: classes(
		"k", java+" fun val when object companion data suspend override open internal lateinit by in is as init constructor typealias inline",
		"kt", "Int Long Double Float Boolean String Unit Any List Map Set", "kc", "true false null")})
	add("scala groovy gradle", language{scan: code, line: slashes, block: cLike, quotes: []quoting{triple, double, single}, at: true, calls: true, words: classes(
		"k", java+" def val object trait with match lazy implicit override type forSome as in",
		"kt", "Int Long Double Float Boolean String Unit Any List Map Set", "kc", "true false null None Nil")})
	add("csharp c# cs dotnet", language{scan: code, line: slashes, block: cLike, preproc: true, quotes: []quoting{triple, {`@"`, `"`, false, true}, double, single}, calls: true, words: classes(
		"k", java+" using namespace foreach in is as async await base checked delegate event explicit extern fixed get set implicit internal lock operator out override params readonly ref sealed sizeof stackalloc struct typeof unchecked unsafe virtual where partial",
		"kt", "bool byte char decimal double float int long object sbyte short string uint ulong ushort dynamic Task List Dictionary", "kc", "true false null")})
	add("c h cpp c++ cc cxx hpp objective-c objc arduino", language{scan: code, line: slashes, block: cLike, preproc: true, quotes: []quoting{double, single}, calls: true, words: classes(
		"k", "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while class namespace new delete "+
			"private protected public template this throw try catch typename using virtual friend operator override final constexpr noexcept explicit static_cast dynamic_cast",
		"kt", "void int char short long float double unsigned signed bool size_t string vector map int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t", "kc", "true false NULL nullptr")})
	add("go golang", language{scan: code, line: slashes, block: cLike, quotes: []quoting{raw, double, single}, calls: true, words: classes(
		"k", "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var",
		"kt", "bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr any",
		"kc", "true false nil iota", "nb", "append cap clear close copy delete len make max min new panic print println recover")})
	add("rust rs", language{scan: code, line: slashes, block: cLike, quotes: []quoting{{`r#"`, `"#`, false, true}, {`"`, `"`, true, true}}, calls: true, words: classes(
		"k", "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type unsafe use where while",
		"kt", "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize String Vec Option Result Box", "kc", "true false None Some Ok Err")})
	add("python py python3 jython", language{scan: code, line: hash, at: true, calls: true, quotes: []quoting{triple, {`'''`, `'''`, true, true}, double, single}, words: classes(
		"k", "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case",
		"kc", "True False None", "nb", "print len range open int str float list dict set tuple bool type isinstance enumerate zip map filter sorted sum min max abs any all input super self cls")})
	add("ruby rb", language{scan: code, line: hash, spaced: true, variable: "@$", calls: true, quotes: []quoting{double, single, raw}, words: classes(
		"k", "alias and begin break case class def defined do else elsif end ensure for if in module next not or redo rescue retry return self super then undef unless until when while yield require attr_accessor",
		"kc", "true false nil")})
	add("php", language{scan: code, line: []string{"//", "#"}, block: cLike, variable: "$", calls: true, quotes: []quoting{double, single}, words: classes(
		"k", "abstract and array as break case catch class clone const continue declare default do echo else elseif empty extends final finally fn for foreach function global if implements include instanceof interface isset list "+
			"match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while yield", "kc", "true false null TRUE FALSE NULL")})
	add("lua", language{scan: code, block: [][2]string{{"--[[", "]]"}}, line: []string{"--"}, calls: true, quotes: []quoting{{"[[", "]]", false, true}, double, single}, words: classes(
		"k", "and break do else elseif end for function goto if in local not or repeat return then until while", "kc", "true false nil")})
	add("r", language{scan: code, line: hash, calls: true, quotes: []quoting{double, single}, words: classes(
		"k", "if else for while repeat function break next return in library require", "kc", "TRUE FALSE NULL NA Inf NaN")})

	script := "as async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield " +
		"interface type enum implements declare namespace abstract readonly private protected public keyof infer is satisfies"
	add("javascript js jsx mjs cjs typescript ts tsx node", language{scan: code, line: slashes, block: cLike, at: true, calls: true, quotes: []quoting{{"`", "`", true, true}, double, single}, words: classes(
		"k", script, "kt", "string number boolean any unknown never object symbol bigint Promise Array Record", "kc", "true false null undefined NaN Infinity", "nb", "console window document process require module exports")})
	add("json json5 jsonc jsonl geojson", language{scan: code, line: slashes, block: cLike, keys: true, quotes: []quoting{double}, words: classes("kc", "true false null")})
	add("css scss less sass", language{scan: code, block: cLike, line: []string{"// "}, dash: true, at: true, variable: "$", quotes: []quoting{double, single}, calls: true, words: classes(
		"kc", "important auto none inherit initial unset block inline flex grid solid")})
	add("protobuf proto thrift graphql gql", language{scan: code, line: []string{"//", "#"}, block: cLike, at: true, quotes: []quoting{triple, double, single}, words: classes(
		"k", "syntax package import option message service rpc returns enum oneof map repeated optional required reserved stream extend struct namespace include exception throws query mutation subscription fragment on type input interface union schema",
		"kt", "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 bool string bytes i16 i32 i64 void list set Int Float String Boolean ID", "kc", "true false null")})

	scalars := language{scan: yaml, line: hash, spaced: true, quotes: []quoting{double, {`'`, `'`, false, false}}, variable: "&*", words: classes("kc", "true false null yes no on off True False")}
	add("yaml yml", scalars)
	add("toml ini properties conf cfg cnf dotenv env systemd desktop editorconfig gitconfig my.cnf", language{scan: settings, line: hash, spaced: true,
		quotes: []quoting{triple, {`'''`, `'''`, false, true}, double, single}, variable: "$", words: classes("kc", "true false on off yes no null")})
	add("xml html htm svg vue xhtml pom xsl xslt jsp wsdl", language{scan: markupCode})
	add("diff patch udiff", language{scan: diffCode})
	add("dockerfile docker containerfile", language{scan: code, line: hash, spaced: true, quotes: []quoting{double, single}, variable: "$", option: true, dash: true, words: classes(
		"k", "FROM RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL AS")})
	add("makefile make mk", language{scan: code, line: hash, quotes: []quoting{double, single}, variable: "$", dash: true, words: classes(
		"k", "ifeq ifneq ifdef ifndef else endif include define endef export override PHONY")})
	add("nginx nginxconf apache apacheconf", language{scan: code, line: hash, spaced: true, quotes: []quoting{double, single}, variable: "$", words: classes(
		"k", "server location upstream http events if return rewrite set include map geo limit_req_zone VirtualHost Directory",
		"na", "listen server_name root index proxy_pass proxy_set_header try_files ssl_certificate ssl_certificate_key access_log error_log worker_processes worker_connections gzip expires add_header client_max_body_size keepalive_timeout alias allow deny",
		"kc", "on off")})
	return all
})

// classes makes the table of words from pairs of class and words.
func classes(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		for _, w := range strings.Fields(pairs[i+1]) {
			m[w] = pairs[i]
		}
	}
	return m
}
