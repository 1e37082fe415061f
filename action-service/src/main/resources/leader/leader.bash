# Runs commands for a worker, one after the other, each in a process group of its own, and ends with the pipe that it reads: when the
# worker lets go of it, or is gone, even by kill -9, the group of the command that runs is killed.
#
# Arguments: a folder of its own with two named pipes, which are a command's standard output and error output.
# Reads: an order, a list of texts that end with NUL, as all that it reads: how many follow, the directory ("": this one), "input" if there
# is any, the line that is the command's standard input, how many variables follow, the variables, the words of the command, "run". One
# without that was cut short and must not run. Then: "opened", once somebody reads both outputs; names of signals for the group; "look" for
# whether the command has ended; "end", once it was told that it has.
# Prints: "begun" and the command's process; when it looks and the command has ended: "exited" and the code, or "signaled" and the signal.
exec 2>/dev/null
folder=$1
set -m
locale_is_set=${LC_ALL+yes} locale=${LC_ALL-}
LC_ALL=C # jobs are told in the words that the worker knows

become() {
  exec </dev/null 5>"$folder/stdout" 6>"$folder/stderr"
  set +m
  [ -z "$locale_is_set" ] || LC_ALL=$locale # else no command gets it: it is no variable of the environment
  [ -z "$2" ] || exec < <(printf '%s\n' "$3" 5>&- 6>&-)
  [ -z "$1" ] || cd -- "$1" 2>&6 || exit
  [ "$4" -eq 0 ] || export "${@:5:$4}"
  exec "${@:5+$4}" >&5 2>&6 5>&- 6>&-
}

# A command that has exited is among the jobs, by its exit code; one that a signal ended need not be.
look() {
  ! kill -0 "$group" || return
  told=$(jobs)
  wait "$group"
  code=$?
  end="signaled $((code - 128))"
  [ "$code" -gt 128 ] || end="exited $code"
  while IFS= read -r job; do
    [[ $job =~ ^\[[0-9]+\][+-]?\ +(Done|Exit\ [0-9]+)\  ]] && end="exited $code"
  done <<<"$told"
  echo "$end"
}

# The number of a group that is gone may be another's by now, but not in this session.
kill_what_is_left() {
  kill -0 -- "-$group" || return
  for process in /proc/[0-9]*; do
    IFS= read -r stat <"$process/stat" || continue
    fields=(${stat##*) }) # state, parent, group, session
    if [ "${fields[2]}" = "$group" ] && [ "${fields[3]}" = $$ ]; then
      kill -KILL -- "-$group"
      return
    fi
  done
}

while IFS= read -r -d '' count; do
  count=${count##*$'\n'} # what stands before it is a password that nobody has asked for
  mapfile -d '' -t -n "$count" order
  [ "${#order[@]}" -eq "$count" ] && [ "${order[count - 1]}" = run ] || break
  unset 'order[count - 1]'
  exec 5<>"$folder/stdout" 6<>"$folder/stderr"
  become "${order[@]}" &
  group=$!
  echo "begun $group"
  while IFS= read -r -d '' word && [ "$word" != end ]; do
    case $word in
      opened) exec 5>&- 6>&- ;;
      look) look ;;
      *) kill "-$word" -- "-$group" ;;
    esac
  done
  if [ "$word" != end ]; then
    kill -KILL -- "-$group"
    break
  fi
  kill_what_is_left
done
rm -rf -- "$folder"
