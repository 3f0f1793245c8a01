import Foundation
import Localization

extension ErrorText {
    /// Why a file cannot be read or written, in lower case, as the end of a sentence.
    static func fileReason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = (error.userInfo[NSUnderlyingErrorKey] as? NSError) ?? error
        if underlying.domain == NSPOSIXErrorDomain, let text = strerror(Int32(underlying.code)) {
            return localized(Message(ofSystem: String(cString: text)))
        }
        switch CocoaError.Code(rawValue: error.code) {
        case .fileReadNoSuchFile, .fileNoSuchFile: return localized("no such file or directory")
        case .fileWriteFileExists: return localized("it exists already")
        case .fileReadNoPermission, .fileWriteNoPermission: return localized("permission denied")
        default: return localized("it is not a readable file")
        }
    }
}
