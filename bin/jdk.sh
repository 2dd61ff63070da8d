# To be sourced: find_jdk sets jdk to the folder of a JDK that is new enough, or ends with status 2 and
# says what to install.

needed=25

say() { printf 'clickahead: %s\n' "$*" >&2; }

# The major version of the JDK in a folder; nothing if there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
  fi
}

# Sets jdk to the first folder among the arguments that holds a JDK which is new enough.
try_jdks() {
  for home in "$@"; do
    version=$(jdk_version "$home")
    if [ "${version:-0}" -ge "$needed" ]; then
      jdk=$home
      return 0
    fi
  done
  return 1
}

# The folder above the bin folder of the java that the PATH finds.
jdk_on_path() {
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  dirname "$(dirname "$java")"
}

find_jdk() {
  try_jdks "${JAVA_HOME:-}" "$(jdk_on_path)" ||
    try_jdks /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/java/* \
      "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home && return 0
  say "needs JDK $needed or newer, and found none (looked in JAVA_HOME, PATH and the usual folders)."
  say "Install one, for example Eclipse Temurin $needed from https://adoptium.net, or with"
  case $(uname -s) in
    Darwin) say "    brew install --cask temurin@$needed" ;;
    *) say "    apt-get install openjdk-$needed-jdk     (Debian, Ubuntu)"
       say "    dnf install java-$needed-openjdk-devel  (Fedora)" ;;
  esac
  say "or set JAVA_HOME to one."
  exit 2
}
