#!/usr/bin/env bash
# Writes docs/commands.md to standard output, from the help of the program that is given.
set -euo pipefail
program=$1
export COLUMNS=100

# The commands of all levels, a line each, the words of those that have subcommands before these.
commands() {
  "$program" --experimental-dump-help | python3 -c '
import json, sys

def tell(command, words):
    print(*words)
    for one in command.get("subcommands", []):
        if one["shouldDisplay"] and one["commandName"] != "help":
            tell(one, words + [one["commandName"]])

tell(json.load(sys.stdin)["command"], [])'
}

echo "# Commands"
echo
echo "Written by \`make docs\` from the program's own help; a test compares the two. The global options are those of every"
echo "command and stand at the end."
while IFS= read -r command; do
  printf '\n## cloudcompute%s\n\n```text\n' "${command:+ $command}"
  # shellcheck disable=SC2086 # the command's words are words
  "$program" $command --help < /dev/null | sed '/^GLOBAL OPTIONS:$/,$d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
  printf '```\n'
done < <(commands)
printf '\n## Global options\n\n'
echo "They may stand before or after the name of the command. Commands that talk to no server take those that name one, and do"
printf 'without them.\n\n```text\n'
"$program" models list --help | sed '1,/^GLOBAL OPTIONS:$/d'
printf '```\n'
