#!/usr/bin/env bash
# Writes docs/commands.md to standard output, from the help of the program that is given.
set -euo pipefail
program=$1
export COLUMNS=100

echo "# Commands"
echo
echo "Written by \`make docs\` from the program's own help; a test compares the two."
for command in "" "models list" "models show" ask chat "batch run" "batch validate" "batch status" "batch merge" "batch report" "tools list" "tools show" "tools run" "mcp list" "mcp test" sandbox "config show" "config path"; do
  printf '\n## cloudcompute%s\n\n```text\n' "${command:+ $command}"
  # shellcheck disable=SC2086 # the command's words are words
  "$program" $command --help
  printf '```\n'
done
