import LineEditor
import SystemPackage

/// Why typed lines are not kept.
extension ErrorText {
    static func text(_ error: HistoryFileError) -> String {
        switch error {
        case .busy(let path): "another session holds \(path)."
        case .notAFile(let path): "\(path) is not a regular file."
        case .failed(let path, let code): "\(path): \(Errno(rawValue: code).description.lowercased())."
        }
    }
}
