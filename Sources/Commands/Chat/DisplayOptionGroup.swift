import ArgumentParser
import REPL

/// The options by which a command shows replies.
struct DisplayOptionGroup: ParsableArguments {
    @Flag(help: "Show replies as they come, Markdown unrendered.")
    var plain = false

    @Flag(name: .shortAndLong, help: "No status line after a reply.")
    var quiet = false

    /// How replies are shown.
    var options: DisplayOptions {
        var options = DisplayOptions(rendersMarkdown: !plain)
        options.showsStatus = !quiet
        return options
    }
}
