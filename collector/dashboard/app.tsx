import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso';
import { Dashboard } from './dashboard.tsx';
import { Login } from './views/entrance/login.tsx';

const Join = lazy(() => import('./views/entrance/join.tsx'));
const Shared = lazy(() => import('./views/share/shared.tsx'));

/** The pages of the dashboard. Everything about a website lives under `/sites/<id>`. */
export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Router>
          <Route path="/login" component={Login} />
          <Route path="/setup" component={Join} />
          <Route path="/join" component={Join} />
          <Route path="/share" component={Shared} />
          {/* A route that ends in * hands its path on to the routes within; the default one does not, but is also "/". */}
          <Route path="/*" component={Dashboard} />
          <Route default component={Dashboard} />
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  );
}
