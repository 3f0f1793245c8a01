import CChildProcesses
package import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Another program and its arguments.
///
/// It gets the standard descriptors, the usual signals, and an environment without keys: nothing else that is this
/// process's own. Descriptors are closed in the child, since libraries open some that are not close-on-exec (SwiftNIO
/// does so with its sockets).
package struct ChildProgram: Sendable {
    /// What a program gets of its parent.
    package struct Options: Sendable {
        /// Its standard input, output and error; `nil` leaves this process's own.
        package var standard: (input: FileDescriptor?, output: FileDescriptor?, error: FileDescriptor?)
        /// Whether Ctrl-C and Ctrl-\ at the terminal are not for it.
        package var ignoresKeyboard = false
        /// Whether it gets SIGTERM once the thread that starts it has ended, which Linux alone does.
        package var endsWithThread = false
        /// Whether it leads a process group of its own, so that a signal reaches what it starts too.
        var leadsGroup = false
        /// The terminal that its group gets.
        var terminal: TerminalLoan?
        /// Whether it leads a session of its own, so that no signal of a terminal reaches it.
        var leadsSession = false
        /// Its variables as `NAME=VALUE`, in place of this process's own.
        package var environment: [String]?
        /// The folder that it works in, in place of this process's own.
        package var folder: String?

        package init(input: FileDescriptor? = nil, output: FileDescriptor? = nil, error: FileDescriptor? = nil) {
            standard = (input, output, error)
        }
    }

    package let path: String
    package let arguments: [String]
    /// What it is told that it was called by.
    private let name: String

    package init(path: String, arguments: [String]) {
        self.init(path: path, arguments: arguments, name: FilePath(path).lastComponent?.string ?? path)
    }

    private init(path: String, arguments: [String], name: String) {
        self.path = path
        self.arguments = arguments
        self.name = name
    }

    /// The program of a name that `PATH` leads to, or of a path; `nil` where there is none.
    ///
    /// - Parameter path: The folders that are looked through; `nil` for those of this process's `PATH`.
    package init?(named name: String, arguments: [String], path: String? = nil) {
        if name.utf8.contains(UInt8(ascii: "/")) {
            self.init(path: name, arguments: arguments, name: name)
            return
        }
        let folders = path ?? getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        // An empty entry would be the current folder, where anybody's program may lie.
        let paths = folders.utf8.split(separator: UInt8(ascii: ":")).map { "\(Substring($0))/\(name)" }
        guard let path = paths.first(where: Self.isExecutable) else { return nil }
        self.init(path: path, arguments: arguments, name: name)
    }

    /// Starts the program.
    ///
    /// - Returns: The child's process id, to be waited for.
    /// - Throws: What the system says, also where the file cannot be executed.
    package func start(_ options: Options) throws(Errno) -> CInt {
        var native = cc_child_options()
        native.standard = (
            options.standard.input?.rawValue ?? -1, options.standard.output?.rawValue ?? -1,
            options.standard.error?.rawValue ?? -1
        )
        native.ignores_keyboard = options.ignoresKeyboard ? 1 : 0
        native.ends_with_thread = options.endsWithThread ? 1 : 0
        native.leads_group = options.leadsGroup ? 1 : 0
        native.terminal = options.terminal?.descriptor.rawValue ?? -1
        native.leads_session = options.leadsSession ? 1 : 0
        let folder = options.folder.flatMap { strdup($0) }
        defer { free(folder) }
        native.folder = UnsafePointer(folder)
        let (process, code) = withWords { words in
            ChildEnvironment.withPointers(options.environment) { environment in
                let process = cc_child_start(path, words, environment, &native)
                return (process, errno)
            }
        }
        guard process > 0 else { throw Errno(rawValue: code) }
        return process
    }

    /// Makes this process the program.
    ///
    /// - Returns: Why that failed; else never.
    package func replaceProcess() -> Errno {
        withWords { words in
            ChildEnvironment.withPointers { environment in
                cc_child_replace(path, words, environment)
                return Errno(rawValue: errno)
            }
        }
    }

    private func withWords<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        let pointers = ([name] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let address = buffer.baseAddress else { preconditionFailure("An array with an element is empty.") }
            return body(address)
        }
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
