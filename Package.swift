// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "cloudcompute",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "cloudcompute", targets: ["cloudcompute"]),
        .library(name: "CloudComputeClient", targets: ["CloudComputeClient", "JSON"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
    ],
    targets: [
        .executableTarget(name: "cloudcompute", dependencies: ["Commands"]),
        .target(
            name: "Commands",
            dependencies: [
                "Localization",
                "Batch", "ChildProcesses", "CloudComputeClient", "ConversationStore", "Conversations", "Files",
                "Instances",
                "JSON", "LineEditor", "MarkdownRendering", "Pricing", "PromptTemplates", "REPL", "Sandbox", "Settings",
                "Terminal", "Tools", "YAML",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "REPL",
            dependencies: [
                "Localization",
                "JSON",
                "CloudComputeClient", "ConversationStore", "Conversations", "Files", "LineEditor", "MarkdownRendering",
                "Pricing", "Terminal", "Tools", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Conversations",
            dependencies: [
                "Localization", "JSON", "CloudComputeClient", "ConversationStore", "Pricing", "Terminal", "Tools",
            ]),
        .target(name: "Pricing"),
        .target(
            name: "ConversationStore",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Batch",
            dependencies: [
                "Localization",
                "CloudComputeClient", "Files", "JSON", "Pricing", "PromptTemplates",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "CloudComputeClient",
            dependencies: [
                "Localization",
                "JSON", "Pricing", "ServerSentEvents",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "Tools",
            dependencies: [
                "Localization",
                "ChildProcesses", "CloudComputeClient", "Files", "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "JSON", dependencies: ["Localization"]),
        .target(name: "Localization"),
        .target(name: "ServerSentEvents"),
        .target(
            name: "Files", dependencies: ["Localization", .product(name: "SystemPackage", package: "swift-system")]),
        .target(
            name: "Settings",
            dependencies: [
                "Files", "Pricing", "YAML", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "PromptTemplates", dependencies: ["Files", "YAML"]),
        .target(name: "YAML", dependencies: ["Localization", .product(name: "Yams", package: "Yams")]),
        .target(name: "MarkdownRendering", dependencies: ["Terminal"]),
        .target(
            name: "Terminal",
            dependencies: ["Localization", "ChildProcesses", .product(name: "SystemPackage", package: "swift-system")]),
        .target(
            name: "LineEditor",
            dependencies: [
                "Localization", "CEditline", "CLineEditor", "ChildProcesses", "Files",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "CLineEditor", dependencies: ["CEditline"]),
        .target(
            name: "Instances",
            dependencies: [
                "Localization",
                "ChildProcesses", "CloudComputeClient", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "ChildProcesses",
            dependencies: ["CChildProcesses", .product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "CChildProcesses"),
        .systemLibrary(name: "CEditline", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
        .target(
            name: "Sandbox",
            dependencies: [
                "JSON",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/LoopbackServer"
        ),
        .target(
            name: "FakeChatBackend",
            dependencies: ["JSON", "CloudComputeClient", "ConversationStore", "Conversations", "Tools"],
            path: "Tests/FakeChatBackend"),
        .systemLibrary(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        // The programs of Examples/, so that tests run them with no second build of what they depend on.
        .executableTarget(
            name: "list-models", dependencies: ["CloudComputeClient"], path: "Examples/Sources/list-models"),
        .executableTarget(
            name: "stream-chat", dependencies: ["CloudComputeClient"], path: "Examples/Sources/stream-chat"),
        .executableTarget(
            name: "answer-batch", dependencies: ["CloudComputeClient", "JSON"], path: "Examples/Sources/answer-batch"),
        .executableTarget(name: "rent-gpu", dependencies: ["CloudComputeClient"], path: "Examples/Sources/rent-gpu"),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(
            name: "BatchTests",
            dependencies: [
                "Batch", "CloudComputeClient", "Files", "JSON", "Pricing", "PromptTemplates",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "CLITests",
            dependencies: [
                "CPseudoTerminal", "CloudComputeClient", "JSON", "LoopbackServer", "cloudcompute",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: [
                "Launchers/await.sh", "Launchers/fake", "Launchers/kubernetes_job.py", "Launchers/parallel.sh",
                "Launchers/ray.sh", "Launchers/requirements.in", "Launchers/requirements.txt", "Launchers/slurm",
                "Launchers/submitit.sh", "Tools/requirements-legacy.in", "Tools/requirements-legacy.txt",
                "Tools/servers",
                "openai_sdk.py", "requirements.in", "requirements.txt", "screen.py",
            ]),
        .testTarget(
            name: "ConversationStoreTests",
            dependencies: [
                "ConversationStore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "ConversationsTests",
            dependencies: [
                "CloudComputeClient", "ConversationStore", "Conversations", "FakeChatBackend", "JSON", "Pricing",
                "Terminal", "Tools",
            ]),
        .testTarget(name: "LocalizationTests", dependencies: ["Localization"]),
        .testTarget(name: "PricingTests", dependencies: ["Pricing"]),
        .testTarget(
            name: "REPLTests",
            dependencies: [
                "CloudComputeClient", "ConversationStore", "Conversations", "FakeChatBackend", "JSON", "LineEditor",
                "Localization", "MarkdownRendering", "Pricing", "REPL", "Terminal", "Tools",
            ]),
        .testTarget(
            name: "ChildProcessesTests",
            dependencies: ["ChildProcesses", .product(name: "SystemPackage", package: "swift-system")]),
        .testTarget(
            name: "InstancesTests",
            dependencies: [
                "CloudComputeClient", "Instances", "JSON", "LoopbackServer",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Localization",
                "Batch", "CloudComputeClient", "Commands", "ConversationStore", "Conversations", "Files", "Instances",
                "JSON", "LineEditor",
                "PromptTemplates", "Sandbox", "Settings", "Terminal", "Tools", "YAML",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "FilesTests", dependencies: ["Files", .product(name: "SystemPackage", package: "swift-system")]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Localization", "Batch", "CloudComputeClient", "Files", "JSON", "MarkdownRendering", "Pricing",
                "PromptTemplates",
                "ServerSentEvents", "Settings", "Terminal", "Tools", "YAML",
                .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "LineEditorTests",
            dependencies: [
                "CLineEditor", "Files", "LineEditor", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(name: "SettingsTests", dependencies: ["Files", "Pricing", "Settings", "YAML"]),
        .testTarget(
            name: "JSONTests", dependencies: ["JSON"], resources: [.copy("../CloudComputeClientTests/Fixtures/api")]),
        .testTarget(name: "MarkdownRenderingTests", dependencies: ["MarkdownRendering", "Terminal"]),
        .testTarget(name: "PromptTemplatesTests", dependencies: ["PromptTemplates"]),
        .testTarget(
            name: "ToolsTests",
            dependencies: [
                "ChildProcesses", "CloudComputeClient", "Files", "JSON", "Localization", "LoopbackServer", "Tools",
                .product(name: "SystemPackage", package: "swift-system"),
            ], exclude: ["Transcripts"]),
        .testTarget(name: "TerminalTests", dependencies: ["CPseudoTerminal", "Terminal"]),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "CloudComputeClient", "JSON", "Sandbox",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "CloudComputeClientTests",
            dependencies: [
                "Localization", "CloudComputeClient", "JSON", "LoopbackServer", "Pricing",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "ServerSentEventsTests", dependencies: ["ServerSentEvents"], resources: [.copy("Fixtures")]),
    ],
    swiftLanguageModes: [.v6]
)

// What simulations and properties run by the million is optimised in debug builds too where this is set, as the Makefile does. A
// package that others depend on may not have such flags.
let optimized: Set =
    Context.environment["CLOUDCOMPUTE_OPTIMIZE"] == nil
    ? []
    : [
        "Batch", "BatchTests", "CloudComputeClient", "Conversations", "ConversationsTests", "Files", "JSON",
        "JSONTests", "MarkdownRendering", "ServerSentEvents", "Tools",
    ]

for target in package.targets where target.type != .system {
    if ["CLineEditor", "CChildProcesses"].contains(target.name) {
        target.cSettings = [
            .define("_GNU_SOURCE"), .treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra"),
        ]
        continue
    }
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    if optimized.contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
}
