#!/bin/sh
# Prints what a new session should know of the git repository that it starts in: up to four lines.
# Reads only, needs git and the standard POSIX tools, prints nothing outside a repository, and always exits 0.
# Off switch: WORKFLOW_HELPER_CONTEXT=off in the environment.

case "${WORKFLOW_HELPER_CONTEXT:-on}" in
off | OFF | 0 | false | no) exit 0 ;;
esac

cd "${CLAUDE_PROJECT_DIR:-.}" 2>/dev/null || exit 0
command -v git >/dev/null 2>&1 || exit 0

# A repository's own configuration may name a program for git to run while it looks for changes: not from here.
# The index is not refreshed on disk, so that nothing is written and no lock is taken.
look() {
  git --no-optional-locks -c core.fsmonitor=false -c core.quotePath=true "$@" 2>/dev/null
}

# Names and subjects were written by others: no control characters, which could rewrite what a terminal shows.
plain() {
  tr -d '\001-\010\013-\037\177'
}

[ "$(look rev-parse --is-inside-work-tree)" = "true" ] || exit 0

look status --porcelain=v2 --branch --untracked-files=normal --ignore-submodules=dirty | plain | awk '
  /^# branch\.head / { head = substr($0, 15) }
  /^# branch\.oid / { oid = $3 }
  /^# branch\.upstream / { upstream = substr($0, 19) }
  /^# branch\.ab / { ahead = substr($3, 2) + 0; behind = substr($4, 2) + 0 }
  /^[12] / {
    total++
    if (substr($2, 1, 1) != ".") staged++
    if (substr($2, 2, 1) != ".") changed++
  }
  /^u / { total++; conflicted++ }
  /^\? / { total++; untracked++ }
  function part(number, word) {
    if (number > 0) { detail = detail separator number " " word; separator = ", " }
  }
  END {
    if (head == "") exit
    if (head == "(detached)") line = "Branch: none, HEAD is detached at " substr(oid, 1, 10)
    else line = "Branch: " substr(head, 1, 200)
    if (upstream != "") {
      line = line " (tracks " substr(upstream, 1, 200)
      if (ahead > 0) line = line ", " ahead " ahead"
      if (behind > 0) line = line ", " behind " behind"
      line = line ")"
    }
    print line
    if (total == 0) print "Uncommitted: nothing"
    else {
      part(staged, "staged"); part(changed, "changed but not staged"); part(untracked, "untracked"); part(conflicted, "in conflict")
      print "Uncommitted: " total (total == 1 ? " path (" : " paths (") detail ")"
    }
  }'

# %<(100,trunc) cuts at 100 columns without splitting a character, and pads: sed takes the padding off again.
last=$(look log -1 --no-show-signature --format='%h %<(100,trunc)%s' | plain | sed 's/  *$//')
[ -n "$last" ] && printf 'Last commit: %s\n' "$last"

for state in rebase-merge rebase-apply MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD BISECT_LOG; do
  path=$(look rev-parse --git-path "$state")
  if [ -n "$path" ] && [ -e "$path" ]; then
    case "$state" in
    rebase-*) what='a rebase' ;;
    MERGE_HEAD) what='a merge' ;;
    CHERRY_PICK_HEAD) what='a cherry-pick' ;;
    REVERT_HEAD) what='a revert' ;;
    *) what='a bisect' ;;
    esac
    printf 'Unfinished: %s\n' "$what"
    break
  fi
done

exit 0
