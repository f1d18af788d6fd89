/** Starts the browser's side. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenToKeys } from './frame/keys.ts';
import { applyTheme, followOtherTabs } from './preference/preference.ts';
import { Toasts } from './primitive/toast.tsx';
import { TooltipProvider } from './primitive/tooltip.tsx';
import { preloadPage, router } from './route/router.tsx';
import './style/main.css';
import { openEarly } from './workspace/open-early.ts';
import { SessionProvider } from './workspace/use-session.tsx';

openEarly(window.location.pathname);
preloadPage();
applyTheme();
followOtherTabs();
listenToKeys();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <TooltipProvider delay={400}>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
          <Toasts />
        </TooltipProvider>
      </CSPProvider>
    </StrictMode>,
  );
}
