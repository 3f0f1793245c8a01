import ArgumentParser
import REPL

/// The options by which a command shows replies.
struct DisplayOptionGroup: ParsableArguments {
    @Flag(help: "Show replies as they come, Markdown unrendered.")
    var plain = false

    @Flag(help: "Do not show reasoning.")
    var hideReasoning = false

    @Flag(name: .shortAndLong, help: "No status line after a reply.")
    var quiet = false

    /// How replies are shown.
    var options: DisplayOptions {
        var options = DisplayOptions(rendersMarkdown: !plain)
        options.showsStatus = !quiet
        options.showsReasoning = !hideReasoning
        return options
    }
}
