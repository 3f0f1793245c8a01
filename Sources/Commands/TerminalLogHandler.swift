import Foundation
import Logging
import Settings
import Terminal

/// Writes log events to standard error, a line each, with nothing in them that could drive a terminal.
struct TerminalLogHandler: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value) " }.joined()
        let time = Date().formatted(.iso8601)
        let line = "\(time) \(event.level) \(label): \(pairs)[\(event.source)] \(event.message)"
        Output.standardError.note(ControlCharacterFilter.filterLine(URLSecrets.hidden(in: line)))
    }
}
