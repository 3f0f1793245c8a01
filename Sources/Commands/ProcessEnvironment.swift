import Foundation

#if canImport(Glibc)
    @preconcurrency import Glibc
#endif

/// The environment variables that the process was started with, the API key among them.
///
/// Once read, the key is taken out of the environment, so that no child of the process inherits it.
enum ProcessEnvironment {
    private static let keyVariable = "CLOUDCOMPUTE_API_KEY"

    /// To be read once before there are other threads, as the environment must not change under them.
    static let atStart: [String: String] = {
        let found = variables
        // `ps e` and /proc show the place in memory where the system first put it.
        if let value = getenv(keyVariable) { memset(value, 0, strlen(value)) }
        unsetenv(keyVariable)
        return found
    }()

    private static var variables: [String: String] {
        #if canImport(Glibc)
            // Foundation sets up a good deal more to tell the same.
            var variables: [String: String] = [:]
            var place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
            while let entry = place?.pointee {
                let text = String(cString: entry)
                if let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")), variables[String(text[..<mark])] == nil {
                    variables[String(text[..<mark])] = String(text[text.utf8.index(after: mark)...])
                }
                place = place?.advanced(by: 1)
            }
            return variables
        #else
            ProcessInfo.processInfo.environment
        #endif
    }
}
