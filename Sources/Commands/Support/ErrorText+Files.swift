import Foundation

extension ErrorText {
    /// Why a file cannot be read or written, in lower case, as the end of a sentence.
    static func fileReason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = (error.userInfo[NSUnderlyingErrorKey] as? NSError) ?? error
        if underlying.domain == NSPOSIXErrorDomain, let text = strerror(Int32(underlying.code)) {
            return String(cString: text).lowercased()
        }
        switch CocoaError.Code(rawValue: error.code) {
        case .fileReadNoSuchFile, .fileNoSuchFile: return "no such file or directory"
        case .fileWriteFileExists: return "it exists already"
        case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
        default: return "it is not a readable file"
        }
    }
}
