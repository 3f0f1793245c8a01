import Foundation
import Localization

/// The arguments as the system hands them over: bytes, which need not be text.
enum ArgumentBytes {
    /// The sentence for the first argument that is not UTF-8; `nil` where all are.
    ///
    /// As text such an argument would name another file than it does.
    ///
    /// - Parameter arguments: All of them, without the program's name.
    static func complaint(_ arguments: [[UInt8]]) -> String? {
        for (index, bytes) in arguments.enumerated() where String(validating: bytes, as: UTF8.self) == nil {
            return
                localized(
                    "Argument \(index + 1), \(escaped(bytes)), is not UTF-8 text; if it names a file, rename that, or give "
                        + "what it holds on standard input.")
        }
        return nil
    }

    /// The arguments of this process, without its name.
    static var ofProcess: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            CommandLine.unsafeArgv[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        }
    }

    /// The bytes as a shell's `$'…'` takes them.
    private static func escaped(_ bytes: [UInt8]) -> String {
        let characters = bytes.prefix(200).map { byte in
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(Unicode.Scalar(byte))
            case 0x20...0x7E: String(Unicode.Scalar(byte))
            default: "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return "$'" + characters.joined() + (bytes.count > 200 ? "…" : "") + "'"
    }
}
