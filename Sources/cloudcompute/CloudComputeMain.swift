import Commands

@main
enum CloudComputeMain {
    static func main() async {
        await CommandLineProgram.run()
    }
}
