import CLibFuzzer
import FuzzProperties

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Runs libFuzzer on the target that `FUZZ_TARGET` names; the arguments are libFuzzer's own.
@main enum Fuzz {
    private static let target = getenv("FUZZ_TARGET").flatMap { name in
        FuzzTarget.all.first { $0.name == String(cString: name) }
    }

    static func main() {
        guard target != nil else {
            print("Set FUZZ_TARGET to one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
            exit(64)
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv.withMemoryRebound(
            to: UnsafeMutablePointer<CChar>?.self, capacity: Int(count)
        ) { Optional($0) }
        exit(LLVMFuzzerRunDriver(&count, &arguments) { Fuzz.run($0, $1) })
    }

    /// Ends the process where the bytes break the property, which is what libFuzzer takes for a find.
    private static func run(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
        do { try target?.check(Array(UnsafeBufferPointer(start: data, count: size))) } catch {
            let text = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, text, text.count)
            abort()
        }
        return 0
    }
}
