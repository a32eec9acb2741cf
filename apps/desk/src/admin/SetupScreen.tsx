export default function SetupScreen() {
  return <main />;
}
