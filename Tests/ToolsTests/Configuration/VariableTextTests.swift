import Testing

@testable import Tools

@Suite(.timeLimit(.minutes(1))) struct VariableTextTests {
    private static let environment = [
        "A": "one", "EMPTY": "", "NEST": "${A}", "CLOUDCOMPUTE_API_KEY": "cc-secret", "NUL": "a\0b",
    ]

    @Test(arguments: [
        ("${A}", "one"), ("x${A}y${A}", "xoneyone"), ("${env:A}", "one"), ("${B:-two}", "two"), ("${A:-two}", "one"),
        ("${env:B:-two}", "two"), ("${B:-}", ""), ("${EMPTY}", ""), ("${EMPTY:-x}", "x"), ("${NEST}", "${A}"),
        ("$A", "$A"),
        ("${", "${"), ("${}", "${}"), ("${1A}", "${1A}"), ("${A-x}", "${A-x}"), ("${userHome:x}", "${userHome:x}"),
        ("$${A}", "$one"), ("${B:-a:b}", "a:b"), ("é${A}é", "éoneé"),
    ])
    func variablesArePutIn(text: String, expected: String) throws {
        #expect(try VariableText.expand(text, member: "args", Self.environment) == expected)
    }

    @Test(arguments: [
        ("${B}", ServerProblem.unsetVariable("B", member: "args")), ("${env:B}", .unsetVariable("B", member: "args")),
        ("${CLOUDCOMPUTE_API_KEY}", .ownKey("CLOUDCOMPUTE_API_KEY", member: "args")),
        ("${env:CLOUDCOMPUTE_MY_KEY:-x}", .ownKey("CLOUDCOMPUTE_MY_KEY", member: "args")),
        ("${NUL}", .nul(member: "args")),
    ])
    func whatCannotBePutInIsNamed(text: String, problem: ServerProblem) {
        #expect(throws: problem) { try VariableText.expand(text, member: "args", Self.environment) }
    }

    @Test func aProgramGetsFewVariablesAndNoKey() throws {
        var text = ServerEntry.ProgramText(command: "${A}")
        text.arguments = ["${A}", "b"]
        text.environment = [.init(name: "MINE", value: "${A}")]
        let variables = [
            "A": "one", "HOME": "/h", "PATH": "/b", "LC_ALL": "C", "XDG_DATA_HOME": "/d", "CLOUDCOMPUTE_API_KEY": "k",
            "OTHER": "x", "AWS_SECRET_ACCESS_KEY": "y", "LD_PRELOAD": "z",
        ]
        let program = try ServerProgram(text, variables)
        #expect(program.command == "one" && program.arguments == ["one", "b"] && program.searchPath == "/b")
        #expect(program.environment == ["HOME=/h", "LC_ALL=C", "MINE=one", "PATH=/b", "XDG_DATA_HOME=/d"])
    }

    @Test(arguments: [
        (["--api-key", "abc"], ["--api-key", "***"]), (["--token=abc"], ["--token=***"]), (["-v", "x"], ["-v", "x"]),
        (["--api-key", "${KEY}"], ["--api-key", "${KEY}"]), (["sk-0123456789abc"], ["***"]),
        (["--db-path", "/x"], ["--db-path", "/x"]),
        (["https://u:p@h/x?k=v&n=${N}"], ["https://***@h/x?k=***&n=${N}"]), (["NAME=x"], ["NAME=x"]),
        (["--token", "--other"], ["--token", "--other"]), (["--no-auth", "x.py"], ["--no-auth", "x.py"]),
        (["--auth", "/srv/wrap.py"], ["--auth", "/srv/wrap.py"]), (["--key", "/a+b/c="], ["--key", "***"]),
    ])
    func argumentsAreShownWithoutSecrets(arguments: [String], shown: [String]) {
        #expect(SecretText.masked(arguments: arguments) == shown)
    }
}
