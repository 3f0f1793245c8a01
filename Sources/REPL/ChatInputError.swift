import Localization

/// A line of a pipe that cannot be sent as it stands.
package struct ChatInputError: Error, Hashable, CustomStringConvertible {
    /// The line's number, from 1 on.
    package var line: Int

    /// The sentence.
    package var description: String {
        localized(
            "Line \(line) of standard input is not UTF-8 text, so nothing was sent from there on; convert it, for example "
                + "with iconv.")
    }

    /// Makes the error of a line.
    package init(line: Int) {
        self.line = line
    }
}
