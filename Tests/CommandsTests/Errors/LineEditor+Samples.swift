import LineEditor

extension HistoryFileError: CaseSamples {
    static func sample(after error: HistoryFileError?) -> HistoryFileError? {
        switch error {
        case nil: .busy(mark)
        case .busy: .notAFile(mark)
        case .notAFile: .failed(mark, 13)
        case .failed: nil
        }
    }
}
