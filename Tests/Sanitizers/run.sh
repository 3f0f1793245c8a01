#!/usr/bin/env bash
# Runs the tests on a sanitizer's build: run.sh thread|address [ARGUMENTS FOR EACH GROUP, as those of ../run.sh]
# Those that only start the built program are the bundle of `make test`, which need not be built for the sanitizer.
# Whatever the sanitizer reports, of the tests and of each program that they start, is kept in .build/SANITIZER/reports and fails the
# run, also where a test expects the program to fail or kills it.
set -uo pipefail
cd "$(dirname "$0")/../.."
export CLOUDCOMPUTE_TEST_SANITIZER=$1
shift
folder=$PWD/.build/$CLOUDCOMPUTE_TEST_SANITIZER
reports=$folder/reports
rm -rf "$reports" && mkdir -p "$reports"
export CLOUDCOMPUTE_TEST_PROGRAM=$folder/debug/cloudcompute CLOUDCOMPUTE_TEST_UNITS=$folder/debug
options=suppressions=$PWD/Tests/Sanitizers/$CLOUDCOMPUTE_TEST_SANITIZER.supp:log_path=$reports/report:log_exe_name=1
case $CLOUDCOMPUTE_TEST_SANITIZER in
thread)
  clang -O2 -Wall -Wextra -Werror -shared -fPIC -o "$folder/happens-before.so" Tests/Sanitizers/happens-before.c || exit
  # At its end each program waits a second for races, unless told.
  set -- env LD_PRELOAD="$folder/happens-before.so" TSAN_OPTIONS="$options:atexit_sleep_ms=20" Tests/run.sh .build/debug "$@"
  ;;
# What a program holds when it ends is no fault.
address) set -- env ASAN_OPTIONS="$options:detect_leaks=0" Tests/run.sh .build/debug "$@" ;;
esac
"$@"
failed=$?
for report in "$reports"/*; do
  [ -e "$report" ] || continue
  cat "$report"
  failed=1
done
grep -h '^SUMMARY' "$reports"/* 2> /dev/null | sort | uniq -c | sort -rn
exit "$failed"
