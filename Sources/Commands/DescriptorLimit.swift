import Foundation

/// The number of files and connections that the process may open.
enum DescriptorLimit {
    /// Threads, connections and the store need some at once, and the libraries under them end the process where one cannot
    /// be had.
    private static let needed = 24

    /// The sentence where too few are free; `nil` where there are enough.
    static var complaint: String? {
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < needed {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                return "Only \(opened.count) more files can be opened, and \(needed) are needed; raise the limit with "
                    + "`ulimit -n 1024`."
            }
            opened.append(descriptor)
        }
        return nil
    }
}
