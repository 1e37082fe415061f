# Runs commands for a worker, one after the other, each in a process group of its own, and ends with the pipe that it reads: when the
# worker lets go of it, or is gone, even by kill -9, the group of the command that runs is killed.
#
# Arguments: a folder of its own with two named pipes, which are a command's standard output and error output.
# Reads: an order, a list of texts that end with NUL: how many follow, the directory ("": this one), "input" if there is any, the line that
# is the command's standard input, how many variables follow, the variables, the words of the command. Then, in lines: "opened", once
# somebody reads both outputs; names of signals for the group; "look" for whether it is still led; "end", which kills what is left of it.
# Prints: "begun" and the number of the group; what bash says of a command that a signal ended; "exit" and the exit code; "gone" if it looked and found nobody.
exec 2>/dev/null
folder=$1
set -m

# The command as a child of the first process in its group, which waits for the end there: so nobody else can get the group's number.
run() {
  exec </dev/null 2>&1 5>"$folder/stdout" 6>"$folder/stderr"
  trap : HUP INT TERM
  set +m
  echo "begun $BASHPID"
  [ "$4" -eq 0 ] || export "${@:5:$4}" 2>/dev/null
  if [ -n "$1" ] && ! cd -- "$1" 2>&6; then
    false
  elif [ -n "$2" ]; then
    printf '%s\n' "$3" 2>/dev/null | (exec "${@:5+$4}" >&5 2>&6 5>&- 6>&-)
  else
    (exec "${@:5+$4}" >&5 2>&6 5>&- 6>&-)
  fi
  echo exit $?
  exec 5>&- 6>&-
  kill -STOP "$BASHPID"
}

while IFS= read -r -d '' count; do
  mapfile -d '' -t -n "$count" order
  exec 5<>"$folder/stdout" 6<>"$folder/stderr"
  run "${order[@]}" &
  group=$!
  while IFS= read -r word && [ "$word" != end ]; do
    case $word in
      opened) exec 5>&- 6>&- ;;
      look) kill -0 "$group" || echo gone ;;
      *) kill "-$word" -- "-$group" ;;
    esac
  done
  kill -KILL -- "-$group"
  [ "$word" = end ] || break
  wait
done
rm -rf -- "$folder"
