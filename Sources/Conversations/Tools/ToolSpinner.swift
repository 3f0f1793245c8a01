import Foundation
package import Terminal
package import Tools

/// Shows on a terminal which tool runs and how far it is.
package struct ToolSpinner: Sendable {
    private let name: String
    private let label: SpinnerLabel
    private var spinner: Spinner

    /// Starts to wait for a tool.
    package init(_ tool: ToolDefinition, on output: Output, allowsColor: Bool) {
        name = VisibleText.escaped(tool.callName)
        label = SpinnerLabel(name)
        spinner = Spinner(on: output, allowsColor: allowsColor, label: label)
    }

    /// Shows how far the tool says it is.
    package func show(_ progress: ToolProgress) {
        let share = progress.progress.map { now in
            " " + Decimals.text(now, 0) + (progress.total.map { "/" + Decimals.text($0, 0) } ?? "")
        }
        let words = progress.message.isEmpty ? "" : " " + VisibleText.escaped(VisibleText.cut(progress.message, to: 60))
        label.text = name + words + (share ?? "")
    }

    /// Takes it away.
    package mutating func stop() async { await spinner.stop() }
}
