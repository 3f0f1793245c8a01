import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

/// The key in servers' answers, looked for in every byte that the program leaves behind.
@Suite(.timeLimit(.minutes(10))) struct KeySecrecyTests {
    /// It holds a letter that JSON may escape, one that a URL may, and no word of any message.
    private static let key = "cc-sEcrEt/k3y+0123456789.abcdef"
    private static let width = 8

    /// Everything that talks to the server or shows what was kept of it; each writes to files of its own.
    private static let script = """
        n=0
        run() { n=$((n+1)); timeout -s KILL 100 cloudcompute "$@" > "out-$n" 2> "err-$n" < /dev/null; }
        chat() { n=$((n+1)); printf 'hi\\nagain\\n/retry\\n/models\\n' | timeout -s KILL 100 cloudcompute chat -m m "$@" > "out-$n" 2> "err-$n"; }
        run models -v
        run ask -v hi -m m
        run ask --json hi -m m
        run ask --no-stream -x hi -m m
        chat -v
        run batch run in.jsonl -o plain.jsonl -m m -v --max-attempts 1 --deadline 5s
        run batch run in.jsonl -o streamed.jsonl -m m -v --stream --max-attempts 1 --deadline 5s --progress json
        for f in plain.jsonl streamed.jsonl; do
          run batch report $f
          run batch report $f -o $f.html
        done
        run batch report plain.jsonl --json
        run history list
        run history search key
        run history show 1 --json
        run history export --format json -o export.json
        run offers -v
        run instances show 7
        run instances ssh 7
        run ssh-keys list
        run config show
        run doctor
        """

    @Test(arguments: [0, 1, 2, 3]) func noByteHoldsAKeyThatTheServerSaidBack(part: Int) async throws {
        let echoes = KeyEcho.all.enumerated().filter { $0.offset % 4 == part }.map(\.element)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, echo) in echoes.enumerated() {
                if index >= Self.width { try await group.next() }
                group.addTask { try await Self.check(echo) }
            }
            try await group.waitForAll()
        }
    }

    private static func check(_ echo: KeyEcho) async throws {
        try await Program.inFolder { program in
            var program = program
            program.environment["CLOUDCOMPUTE_API_KEY"] = key
            try program.write("\"hi\"\n", to: "in.jsonl")
            let prepared = program
            try await LoopbackServer.serve { request in
                let sent = request.header("authorization")?.split(separator: " ").last.map(String.init)
                return .script(echo.answer(sent ?? "no key"))
            } while: { server in
                var program = prepared
                program.environment["CLOUDCOMPUTE_BASE_URL"] = server.baseURL
                let outcome = try await program.shell(script)
                #expect(outcome.signal == nil, "\(echo.name): \(outcome.error)")
                let places = try leaks(of: key, in: program)
                #expect(places.isEmpty, "\(echo.name): \(places)")
            }
        }
    }

    @Test func childrenGetNeitherTheKeyNorTheConnection() async throws {
        try await Program.inFolder { program in
            let spy =
                "#!/bin/sh\nenv > \"$HOME/$(basename $0)-env\"\nprintf '%s\\n' \"$@\" > \"$HOME/$(basename $0)-arguments\"\n"
                + "ls -l /proc/$$/fd > \"$HOME/$(basename $0)-fds\" 2>/dev/null\nexit 1\n"
            try FileManager.default.createDirectory(atPath: program.file("bin"), withIntermediateDirectories: false)
            for name in ["ssh", "editor", "wl-copy", "xclip", "xsel", "pbcopy"] {
                try program.write(spy, to: "bin/\(name)")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: program.file("bin/\(name)"))
            }
            try await program.withSandbox(["--boot-time", "0s", "--ssh", "127.0.0.1:9"]) { program, _ in
                var program = program
                program.environment["PATH"] = program.file("bin") + ":" + (program.environment["PATH"] ?? "")
                program.environment["EDITOR"] = "editor"
                program.environment["WAYLAND_DISPLAY"] = "none"
                program.environment["DISPLAY"] = ":9"
                let created = try await program.run(["instances", "create", "--cheapest", "--yes", "--name", "box"])
                #expect(created.exitCode == 0, "\(created.error)")
                _ = try await program.run(["instances", "ssh", "box"])
                _ = try await program.run(["instances", "tunnel", "box", "--timeout", "1s"])
                _ = try await program.run(["ask", "hi", "-m", "m", "--on", "instance:box"])
                let terminal = try Terminal(program, ["chat", "--plain", "-m", "sandbox/small"])
                try await terminal.expect("> ")
                terminal.type("/edit\r")
                try await terminal.expect("editor")
                terminal.type("hi\r")
                try await terminal.expect("tokens")
                terminal.type("/copy\r")
                terminal.type("/quit\r")
                _ = try await terminal.exitCode()
                let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
                for child in ["ssh", "editor"] { #expect(names.contains("\(child)-env"), "\(child) was not started") }
                let places = try Self.leaks(of: "cc-sandbox", in: program)
                #expect(places.isEmpty, "\(places)")
                for name in names where name.hasSuffix("-fds") {
                    #expect(try !program.read(name).contains("socket:"), "\(name)")
                }
            }
        }
    }

    /// The files of a folder that hold the key, as it is or as the JSON in them says it.
    private static func leaks(of key: String, in program: Program) throws -> [String] {
        let bytes = Array(key.utf8)
        var places: [String] = []
        guard let names = FileManager.default.enumerator(atPath: program.folder.path) else { return ["no folder"] }
        for case let name as String in names where !name.hasPrefix("bin/") {
            guard let data = FileManager.default.contents(atPath: program.file(name)) else { continue }
            if data.firstRange(of: bytes) != nil { places.append(name) }
            let lines = data.split(separator: UInt8(ascii: "\n")).filter { $0.first == UInt8(ascii: "{") }
            let values = (lines + [data]).compactMap { try? JSONValue(parsing: Array($0)) }
            if !places.contains(name), values.contains(where: { holds($0, bytes) }) {
                places.append("\(name) (escaped)")
            }
        }
        return places
    }

    private static func holds(_ json: JSONValue, _ key: [UInt8]) -> Bool {
        switch json {
        case .string(let text): Array(text.utf8).firstRange(of: key) != nil
        case .array(let values): values.contains { holds($0, key) }
        case .object(let object):
            object.members.contains { Array($0.name.utf8).firstRange(of: key) != nil || holds($0.value, key) }
        default: false
        }
    }
}
