import { type Language, languagesOf } from "./language.ts";

/** The languages that there are grammars for; each grammar's file bears the language's name. */
export const parsedLanguages: readonly Language[] = languagesOf(
  {
    astro: { extensions: ".astro" },
    bash: {
      aliases: "sh shell zsh ksh shell-script",
      extensions: ".sh .bash .zsh .ksh .bats .command .tool",
      fileNames:
        ".bashrc .bash_profile .bash_aliases .bash_logout .profile .zshrc .zshenv .zprofile .zlogin .kshrc .envrc .xinitrc apkbuild pkgbuild bashrc profile",
      interpreters: "sh bash dash ash zsh ksh mksh",
    },
    c: { extensions: ".c .cats .idc .h.in" },
    cmake: { extensions: ".cmake .cmake.in", fileNames: "cmakelists.txt" },
    cpp: {
      aliases: "c++ cxx",
      extensions: ".cpp .cc .cxx .c++ .cp .cppm .h .hh .hpp .hxx .h++ .inl .ipp .ixx .tcc .tpp .txx .cpp.in .hpp.in",
    },
    csharp: {
      aliases: "c# cs c_sharp c-sharp",
      extensions: ".cs .csx .cake .linq .cs.pp",
      interpreters: "dotnet-script",
    },
    css: { extensions: ".css .scss" },
    dart: { extensions: ".dart", interpreters: "dart" },
    dockerfile: {
      aliases: "docker containerfile",
      extensions: ".dockerfile .containerfile",
      fileNames: "dockerfile containerfile",
    },
    dtd: { extensions: ".dtd .ent" },
    elixir: { aliases: "ex exs", extensions: ".ex .exs", fileNames: "mix.lock", interpreters: "elixir" },
    elm: { extensions: ".elm" },
    fortran: { aliases: "f f03 f90 f95", extensions: ".f .f03 .f08 .f77 .f90 .f95 .for .ftn .fpp" },
    go: { aliases: "golang", extensions: ".go" },
    graphql: { aliases: "gql", extensions: ".graphql .gql .graphqls" },
    haskell: { aliases: "hs", extensions: ".hs .hsc .hs-boot", interpreters: "runghc runhaskell" },
    hcl: { aliases: "terraform tf", extensions: ".hcl .tf .tfvars .nomad", fileNames: ".terraform.lock.hcl" },
    html: { aliases: "htm", extensions: ".html .htm .xhtml .xht .hta" },
    java: { extensions: ".java .jav .jsh" },
    javascript: {
      aliases: "js jsx node ecmascript",
      extensions:
        ".js .mjs .cjs .jsx ._js .bones .es .es6 .gs .jake .javascript .jsb .jscad .jsfl .jslib .jsm .jspre .jss .njs .pac .sjs .ssjs .xsjs .xsjslib",
      fileNames: "jakefile",
      interpreters: "node nodejs bun qjs rhino",
    },
    json: {
      aliases: "jsonc json5 jsonl ndjson",
      extensions:
        ".json .jsonc .jsonl .json5 .4dform .4dproject .avsc .code-workspace .geojson .gltf .har .ice .ipynb .json-tmlanguage .json.example .mcmeta .ndjson .sarif .tact .tfstate .tfstate.backup .topojson .webapp .webmanifest .yy .yyp",
      fileNames:
        ".babelrc .eslintrc .jshintrc .jscsrc .swcrc .watchmanconfig .arcconfig .auto-changelog .htmlhintrc .tern-project composer.lock deno.lock flake.lock pipfile.lock bun.lock",
    },
    julia: { aliases: "jl", extensions: ".jl", interpreters: "julia" },
    kotlin: { aliases: "kt kts", extensions: ".kt .kts .ktm .gradle.kts", interpreters: "kotlin" },
    lua: {
      extensions: ".lua .nse .p8 .pd_lua .rbxs .rockspec .wlua",
      fileNames: ".luacheckrc",
      interpreters: "lua luajit",
    },
    markdown: {
      aliases: "md mdx",
      extensions: ".md .mdx .markdown .livemd .mdown .mdwn .mkd .mkdn .mkdown .qmd .rmd .ronn .scd .workbook",
      fileNames: "contents.lr",
    },
    nix: { extensions: ".nix", interpreters: "nix-shell" },
    pascal: {
      aliases: "pas dpr delphi objectpascal",
      extensions: ".pas .dfm .dpr .lpr .pascal .lfm",
      interpreters: "instantfpc",
    },
    php: {
      aliases: "php3 php4 php5",
      extensions: ".php .php3 .php4 .php5 .phtml .phps",
      fileNames: ".php_cs .php_cs.dist",
      interpreters: "php",
    },
    proto: { aliases: "protobuf protocol-buffers", extensions: ".proto" },
    python: {
      aliases: "py python3 py3",
      extensions: ".py .pyi .pyw .pyx .pxd .pxi .py3 .gyp .gypi .wsgi .xpy",
      fileNames: "sconstruct sconscript snakefile wscript .gclient deps",
      interpreters: "python pypy uv",
    },
    r: { extensions: ".r .rsx", fileNames: ".rprofile", interpreters: "rscript" },
    ruby: {
      aliases: "rb",
      extensions: ".rb .gemspec .podspec .rake .rbw .rbx .ru .thor .builder .jbuilder .rabl",
      fileNames:
        "appraisals berksfile brewfile buildfile capfile dangerfile fastfile gemfile guardfile podfile puppetfile rakefile thorfile vagrantfile .irbrc .pryrc .simplecov",
      interpreters: "ruby jruby macruby rake",
    },
    rust: { aliases: "rs", extensions: ".rs .rs.in", interpreters: "rust-script" },
    scala: { aliases: "sc", extensions: ".scala .sc .sbt .kojo", interpreters: "scala" },
    solidity: { aliases: "sol", extensions: ".sol" },
    sql: { aliases: "plsql pgsql mysql sqlite", extensions: ".sql .ddl .mysql .pgsql .psql .prc .tab .udf .viw" },
    svelte: { extensions: ".svelte" },
    swift: { extensions: ".swift", interpreters: "swift" },
    toml: {
      extensions: ".toml .toml.example",
      fileNames: "cargo.lock poetry.lock pdm.lock uv.lock gopkg.lock pipfile",
    },
    tsx: { aliases: "typescriptreact", extensions: ".tsx" },
    typescript: { aliases: "ts", extensions: ".ts .mts .cts .d.ts", interpreters: "deno tsx ts-node" },
    vue: { extensions: ".vue" },
    xml: {
      extensions:
        ".xml .xsd .xsl .xslt .svg .rss .atom .plist .pom .wsdl .xaml .xlf .xliff .resx .csproj .vbproj .fsproj .vcxproj .nuspec .props .targets .kml .gml .gpx .storyboard .xib .iml .axml .ui .qrc",
      fileNames: ".classpath .cproject .project app.config nuget.config web.config packages.config",
    },
    yaml: {
      aliases: "yml",
      extensions: ".yaml .yml .sublime-syntax .syntax .mir .cff",
      fileNames: ".clang-format .clang-tidy .clangd .gemrc .prettierrc yarn.lock pnpm-lock.yaml glide.lock pixi.lock",
    },
    zig: { extensions: ".zig .zon" },
  },
  true,
);
