# Sourced by the scripts beside it: where the project is, numbered steps, failures that say what to do,
# and the tools that more than one script sets up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
step_count=0

# clock SECONDS: as minutes and seconds
clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# step TITLE: announces the next step and the time since the start
step() {
    step_count=$((step_count + 1))
    printf '\n[%d] %s  (at %s)\n' "$step_count" "$1" "$(clock $SECONDS)"
}

# fail WHAT NEXT: ends the run with the next step to take
fail() {
    printf '\n%s stopped after %s: %s\nNext: %s\n' "${0##*/}" "$(clock $SECONDS)" "$1" "$2" >&2
    exit 1
}

# try NEXT COMMAND...: runs a command; where it fails, says what to do
try() {
    local next=$1
    shift
    "$@" || fail "'$1 ${2:-}' ended with status $?" "$next"
}

# limited SECONDS COMMAND...: gives up after that time, where the system can
limited() {
    local seconds=$1
    shift
    if command -v timeout >/dev/null; then timeout "$seconds" "$@"; else "$@"; fi
}

# The compiler of rust-toolchain.toml, through rustup.
need_rust() {
    command -v cargo >/dev/null ||
        fail 'cargo is not installed' 'install rustup (https://rustup.rs), open a new shell, run this again'
    command -v rustup >/dev/null || return 0
    if ! cargo --version >/dev/null 2>&1; then
        local channel
        channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
        try 'check the network, or install the toolchain of rust-toolchain.toml by hand' \
            limited 600 rustup toolchain install "$channel" --profile minimal -c rustfmt -c clippy --no-self-update
    fi
    rustc --version
}

# The optimiser, by lock file.
need_optimiser() {
    command -v npm >/dev/null ||
        fail 'npm is not installed' 'install Node.js 20 or later (https://nodejs.org), run this again'
    local wanted installed
    wanted=$(sed -n 's/.*"binaryen": "\([0-9]*\).*/\1/p' package.json)
    installed=$(node_modules/.bin/wasm-opt --version 2>/dev/null || true)
    if [ "$installed" != "wasm-opt version $wanted (version_$wanted)" ]; then
        try 'check the network and the npm settings, then run: npm ci' \
            limited 300 npm ci --no-audit --no-fund </dev/null
    fi
    node_modules/.bin/wasm-opt --version
}

# A folder for the vm engine's own workspace, in the middle of the others' builds.
vm_cargo() {
    local command=$1
    shift
    CARGO_TARGET_DIR=$TARGET/vm-engine cargo "$command" --locked --quiet --release \
        --manifest-path packages/vm-engine/Cargo.toml "$@" </dev/null
}

# The artifacts and the peers, built anew where a source is younger.
need_wasm() {
    local sources=(contracts packages/domain packages/interface packages/json packages/kit Cargo.lock)
    if [ ! -e artifacts/ticket_registry.wasm ] ||
        [ -n "$(find "${sources[@]}" -newer artifacts/ticket_registry.wasm -type f | head -1)" ]; then
        try 'see the failure above' scripts/build
    fi
    [ -e out/peers/peer_cw20_escrow.wasm ] || try 'see the failure above' scripts/build --peers
}

# copy_sources FOLDER: the sources as they are, without anything built
copy_sources() {
    mkdir -p "$1"
    git ls-files -z --cached --others --exclude-standard |
        xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh |
        tar --null -T - -cf - | tar -C "$1" -xf -
}

# state_with_tests PATHS...: of which state of these files something was proved, as one word; what is not
# committed shows
state_with_tests() {
    local state changes=''
    state=$(git ls-files -s -- "$@" | sha256sum | cut -c1-16)
    git diff --quiet HEAD -- "$@" || changes=+changes
    echo "$state$changes"
}

# state_of PATHS...: the same of sources, whatever the tests among them say
state_of() {
    state_with_tests "$@" ':(exclude,glob)**/src/**/tests.rs' ':(exclude,glob)**/src/**/tests/**'
}
