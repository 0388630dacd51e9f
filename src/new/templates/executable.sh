#!/bin/sh
# Claude can run this by its name in any folder while the plugin is enabled.
set -eu

case "${1:-}" in
  '' | -h | --help)
    echo 'Usage: __NAME__ <file>...'
    echo 'Prints how many lines each file has.'
    ;;
  *)
    for file in "$@"; do
      if [ -f "$file" ]; then
        printf '%s: %s lines\n' "$file" "$(wc -l < "$file" | tr -d ' ')"
      else
        printf '%s is not a file.\n' "$file" >&2
        exit 1
      fi
    done
    ;;
esac
