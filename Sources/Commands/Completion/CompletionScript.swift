/// The scripts that shells read: they hand the command line on and offer what comes back.
///
/// They run the `cloudcompute` of the search path, whatever the word on the line: a Tab starts no program that happens to lie
/// in a folder. Nothing of the answer is evaluated.
enum CompletionScript {
    static func text(_ shell: CompletionShell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// Where bash is too old for `compopt` (3.2 on macOS) files are offered wherever nothing else is.
    private static let bash = #"""
        # Completion of cloudcompute for bash.
        _cloudcompute() {
            local kinds= line
            COMPREPLY=()
            {
                IFS= read -r kinds
                while IFS= read -r line; do COMPREPLY+=("$line"); done
            } < <(command cloudcompute \#(CompletionCallback.name) bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" < /dev/null 2> /dev/null)
            case " $kinds " in *" open "*) compopt -o nospace 2> /dev/null ;; esac
            case " $kinds " in
            *" files "*)
                if [ "${#COMPREPLY[@]}" -eq 0 ]; then
                    compopt -o default 2> /dev/null
                else
                    compopt -o filenames 2> /dev/null
                    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
                fi
                ;;
            *" folders "*) compopt -o dirnames 2> /dev/null ;;
            esac
            return 0
        }
        if type compopt > /dev/null 2>&1; then
            complete -F _cloudcompute cloudcompute
        else
            complete -o default -F _cloudcompute cloudcompute
        fi

        """#

    private static let zsh = #"""
        #compdef cloudcompute
        # Completion of cloudcompute for zsh.
        _cloudcompute() {
            local kinds line tab=$'\t'
            local -a lines values shown options
            lines=("${(@f)$(command cloudcompute \#(CompletionCallback.name) zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" < /dev/null 2> /dev/null)}")
            kinds=" $lines[1] "
            for line in "${(@)lines[2,-1]}"; do
                values+=("${line%%$tab*}")
                if [[ $line == *$tab* ]]; then
                    shown+=("${line%%$tab*}  -- ${line#*$tab}")
                    options=(-l)
                else
                    shown+=("$line")
                fi
            done
            [[ $kinds == *" behind "* ]] && compset -P 1 '*='
            [[ $kinds == *" open "* ]] && options+=(-S '')
            local found=1
            (( $#values )) && compadd "$options[@]" -d shown -a values && found=0
            [[ $kinds == *" files "* ]] && _files && found=0
            [[ $kinds == *" folders "* ]] && _files -/ && found=0
            return found
        }
        if [[ $funcstack[1] == _cloudcompute ]]; then
            _cloudcompute "$@"
        elif (( $+functions[compdef] )); then
            compdef _cloudcompute cloudcompute
        fi

        """#

    private static let fish = #"""
        # Completion of cloudcompute for fish.
        function __cloudcompute_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -e words[1]
            set -l lines (command cloudcompute \#(CompletionCallback.name) fish $words "$current" < /dev/null 2> /dev/null)
            or return
            set -l kinds (string split ' ' -- "$lines[1]")
            set -e lines[1]
            if set -q lines[1]
                printf '%s\n' $lines
            end
            if contains files $kinds; or contains folders $kinds
                set -l before ''
                set -l path "$current"
                if contains behind $kinds
                    set before (string replace -r '=.*' '=' -- "$current")
                    set path (string replace -r '^[^=]*=' '' -- "$current")
                end
                for line in (__fish_complete_path "$path")
                    printf '%s\n' "$before$line"
                end
            end
        end
        complete -c cloudcompute -e
        complete -c cloudcompute -f -a '(__cloudcompute_complete)'

        """#
}
