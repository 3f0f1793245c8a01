#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The environment for other programs: this process's own without the variables that hold a key.
package enum ChildEnvironment {
    /// Whether a variable, as `NAME=VALUE`, stays in this process.
    ///
    /// Bytes decide, since names and values need not be text.
    static func isSecret(_ variable: some Collection<UInt8>) -> Bool {
        let name = variable.prefix { $0 != UInt8(ascii: "=") }
        return name.starts(with: "CLOUDCOMPUTE_".utf8) && Array(name.dropFirst(13)).containsKey
    }

    /// Calls the body with the environment in the form that `execve` takes.
    ///
    /// - Parameter variables: Others in place of this process's own; they hold no key either.
    package static func withPointers<Result>(
        _ variables: [String]? = nil, _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) throws -> Result
    ) rethrows -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = []
        if let variables {
            pointers = variables.filter { !isSecret($0.utf8) }.map { strdup($0) }
        } else {
            var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
            while let variable = next?.pointee {
                let bytes = UnsafeBufferPointer(start: variable, count: strlen(variable)).map(UInt8.init(bitPattern:))
                if !isSecret(bytes) { pointers.append(strdup(variable)) }
                next = next?.advanced(by: 1)
            }
        }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return try pointers.withUnsafeBufferPointer { buffer in
            // The array holds the final null at least, so it has an address.
            guard let address = buffer.baseAddress else { preconditionFailure("An array with an element is empty.") }
            return try body(address)
        }
    }
}

extension [UInt8] {
    fileprivate var containsKey: Bool {
        indices.contains { self[$0...].starts(with: "KEY".utf8) }
    }
}
